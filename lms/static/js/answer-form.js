/* The form of an answer: what is in it, how it is sent, how it comes back after a loss.
   `page`, `sequence` and `revision` tell the server which load of the page sends, the number of the save, and
   which answer the page knows.
   Without scripts: the form is sent by its buttons, with the same three. */

const PATIENCE = 20000;
const LATER = new Set([408, 425, 429]);
const ORIGIN = ["page", "sequence", "revision"];

export function field(form, name) {
  return form.querySelector(`input[type=hidden][name=${name}]`);
}

export function entriesOf(form) {
  return [...new FormData(form)].filter(([name]) => name !== "csrf_token");
}

export function dataOf(form, button) {
  const data = new FormData(form);
  if (button) data.set(button.name, button.value);
  return data;
}

/* A form sent by a script leaves its button out. */
export function submitBy(form, { name, value }) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.submit();
}

/* Gives an outcome (saved, conflict, refused; later, when it is worth trying again) and the answer's JSON. */
export async function post(url, data, headers = {}) {
  try {
    const answer = await fetch(url, {
      method: "POST", body: data, keepalive: true, signal: AbortSignal.timeout(PATIENCE), headers: { ...headers, "Accept": "application/json" },
    });
    if (answer.status >= 500 || LATER.has(answer.status)) return { outcome: "later" };
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const body = isJson ? await answer.json() : null;
    if (answer.ok && !answer.redirected && body) return { outcome: "saved", body };
    return { outcome: body?.conflict ? "conflict" : "refused", body, status: answer.status };
  } catch {
    return { outcome: "later" };
  }
}

/* What was typed here and never reached the server, as the page that it was typed on would send it.
   `stored` says which page and save the answer came from that lies with the server. */
export function bringBack(form, entries, stored) {
  if (!entries?.length || isStored(entries, stored)) return false;
  const wanted = new Map();
  for (const [name, value] of entries) wanted.set(name, [...(wanted.get(name) ?? []), value]);
  for (const one of form.elements) {
    if (!one.name || one.name === "csrf_token" || one.type === "submit") continue;
    if (one.type === "hidden" && !ORIGIN.includes(one.name)) continue;
    const values = wanted.get(one.name) ?? [];
    if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
    else if (values.length) one.value = values.shift();
  }
  form.dispatchEvent(new Event("restored"));
  return true;
}

function isStored(entries, { storedPage, storedSequence }) {
  const sent = new Map(entries);
  return storedPage !== "" && sent.get("page") === storedPage && Number(sent.get("sequence")) <= Number(storedSequence);
}
