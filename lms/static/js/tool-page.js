/* Puts into the page of a section what an answer says anew: what follows, and what is wrong where.
   Without scripts: the whole page comes anew. */

export function putIn(page) {
  for (const fresh of page.querySelectorAll("[data-live]")) {
    const old = document.getElementById(fresh.id);
    if (!old || old.contains(document.activeElement) || old.isEqualNode(fresh)) continue;
    const copy = document.importNode(fresh, true);
    for (const fold of copy.querySelectorAll("details[id]")) fold.open = document.getElementById(fold.id)?.open ?? false;
    old.replaceWith(copy);
  }
}

/* Of many tabs the present one is in sight. */
export function showCurrentTab() {
  const tab = document.querySelector(".tool-tab[aria-current]");
  tab?.scrollIntoView({ block: "nearest", inline: "center" });
}

/* An error waits until the field is left: what is half typed is no mistake yet. */
export function showErrors(form, page) {
  const errors = new Map([...page.querySelectorAll("[data-error]")].map((one) => [one.id, one]));
  for (const old of form.querySelectorAll("[data-error]")) {
    const field = old.closest("[data-field]");
    const fresh = errors.get(old.id);
    const isTyping = field.contains(document.activeElement) && document.activeElement.matches("input[type=text], textarea");
    if (fresh && isTyping) continue;
    if (fresh) old.replaceChildren(...document.importNode(fresh, true).childNodes);
    old.hidden = !fresh;
    field.classList.toggle("has-error", Boolean(fresh));
    for (const control of field.querySelectorAll("input, select, textarea")) {
      if (fresh) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}
