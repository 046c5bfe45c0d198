/* Opens a figure large in a dialog. On a figure, or on a text whose figures are all to be enlarged.
   Words come from data-open ("Enlarge the figure") and data-close ("Close") of that element.
   Without scripts: the figure is as wide as the column, and the browser's own zoom enlarges it. */

export function enhance(element) {
  const figures = element.matches("figure") ? [element] : element.querySelectorAll("figure.figure");
  for (const figure of figures) addButton(figure, element.dataset);
}

function addButton(figure, words) {
  const picture = figure.querySelector("svg, img");
  if (!picture || !words.open || !words.close) return;
  const button = makeButton(words.open, "text-button");
  const tools = document.createElement("p");
  tools.className = "figure-tools";
  tools.append(button);
  figure.append(tools);
  let dialog = null;
  button.addEventListener("click", () => {
    dialog ??= makeDialog(figure, picture, words.close);
    dialog.showModal();
  });
}

function makeDialog(figure, picture, closeWord) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const caption = figure.querySelector("figcaption");
  dialog.setAttribute("aria-label", caption?.textContent.trim() ?? "");
  const close = makeButton(closeWord, "button button-quiet dialog-close");
  close.addEventListener("click", () => dialog.close());
  // The copy keeps its ids: they name the same title, description and markers as in the original.
  dialog.append(picture.cloneNode(true), ...(caption ? [caption.cloneNode(true)] : []), close);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  figure.after(dialog);
  return dialog;
}

function makeButton(text, className) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = text;
  return button;
}
