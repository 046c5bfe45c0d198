/* Lets a form be sent once: a second click does nothing, and the button says that it is busy.
   `data-busy` on the form replaces the button's text while it waits.
   Without scripts: a second click sends again; the server gives the first result, or says what is there. */

export function enhance(form) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) { event.preventDefault(); return; }
    isSent = true;
    const button = event.submitter ?? form.querySelector('[type="submit"]');
    button?.setAttribute("aria-busy", "true");
    button?.setAttribute("aria-disabled", "true");
    if (button && form.dataset.busy) button.textContent = form.dataset.busy;
  });
  // A page brought back from the browser's memory may be sent again.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
}
