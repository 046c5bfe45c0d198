/* Marks by keyboard: inside a criterion a digit chooses the level with these points and goes on to the next
   criterion; Ctrl and Enter press the first button. Nothing happens while somebody types a comment.
   Without scripts: the radio buttons work as radio buttons do. */

export function enhance(form) {
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const note = form.querySelector("[data-keys]");
  if (note) note.hidden = false;

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=next]"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea")) return;
    const criterion = event.target.closest("[data-criterion]");
    const level = criterion?.querySelector(`input[type=radio][value="${CSS.escape(event.key)}"]`);
    if (!level || level.disabled) return;
    event.preventDefault();
    level.checked = true;
    level.dispatchEvent(new Event("change", { bubbles: true }));
    following(criteria, criterion)?.focus();
  });
}

function following(criteria, criterion) {
  const later = criteria.slice(criteria.indexOf(criterion) + 1);
  const fields = later.map((one) => one.querySelector("input[type=radio]:checked") ?? one.querySelector("input[type=radio]"));
  return fields.find((field) => field) ?? criterion.closest("form").querySelector("#comment");
}
