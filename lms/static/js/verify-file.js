/* Verifies a file without sending it: its SHA-256 is worked out here and looked up. Where that is not known,
   the person is told and may send the file. It can also be dropped anywhere on the form.
   Words: data-looking, data-unknown, data-later; addresses: data-lookup and data-page, each before the digest.
   Without scripts: the file is sent, and more of it is checked. */

export function enhance(form) {
  const input = form.querySelector('input[type="file"]');
  const said = form.querySelector('[role="status"]');
  if (!input || !globalThis.crypto?.subtle) return;

  input.addEventListener("change", () => look(form, input, said));
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    form.addEventListener(name, () => form.classList.remove("is-over"));
  }
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event("change"));
  });
}

async function look(form, input, said) {
  const file = input.files[0];
  if (!file) { said.textContent = ""; return; }
  said.textContent = form.dataset.looking;
  try {
    const digest = await digestOf(file);
    const answer = await fetch(form.dataset.lookup + digest, { headers: { Accept: "application/json" } });
    if (input.files[0] !== file) return;
    if (answer.ok) { window.location.assign(form.dataset.page + digest); return; }
    said.textContent = answer.status === 404 ? form.dataset.unknown : form.dataset.later;
  } catch {
    said.textContent = form.dataset.later;
  }
}

async function digestOf(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
