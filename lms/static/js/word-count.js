/* Says below a text how many words it has: data-one, data-many ("{n} words"). It is read out with the field,
   not at every key. Words are counted as the server counts them.
   Without scripts: the limits are said above the field, and the server counts. */

export function enhance(field) {
  const said = document.createElement("p");
  said.className = "hint word-count";
  said.id = `${field.id}-count`;
  field.after(said);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));

  const count = () => {
    const words = field.value.trim().split(/\s+/u).filter(Boolean).length;
    said.textContent = words === 1 ? field.dataset.one : field.dataset.many.replace("{n}", words);
  };
  field.addEventListener("input", count);
  field.form?.addEventListener("restored", count);
  count();
}
