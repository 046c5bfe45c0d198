/* Adds a button that copies a text: `data-text`, or the element's own text. Words: data-label ("Copy"),
   data-done ("Copied"). Without scripts: the text can be selected by hand. */

export function enhance(element) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = element.dataset.label;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "saved";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(element.dataset.text ?? element.textContent.trim());
    said.dataset.state = "saved";
    said.textContent = element.dataset.done;
  });
  element.after(" ", button, " ", said);
}
