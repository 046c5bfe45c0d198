/* The form of a sheet's section: what is typed in it, how it is sent, how it comes back after a loss.
   The answer is read as a document by XMLHttpRequest: with fetch it could not be parsed without a policy.
   Without scripts: the form is sent by its buttons. */

const PATIENCE = 20000;
const LATER = new Set([408, 425, 429]);

export function revisionOf(form) {
  return form.querySelector("input[name=revision]");
}

export function entriesOf(form) {
  return [...new FormData(form)].filter(([name]) => name !== "csrf_token");
}

function body(form) {
  const data = new URLSearchParams(new FormData(form));
  data.set("live", "yes");
  return data;
}

export function send(form, finish) {
  const request = new XMLHttpRequest();
  request.open("POST", form.getAttribute("action"));
  request.responseType = "document";
  request.timeout = PATIENCE;
  request.onload = () => {
    const page = request.response?.body?.dataset.outcome ? request.response : null;
    finish({ page, isLater: !page && (request.status >= 500 || LATER.has(request.status)) });
  };
  request.onerror = request.ontimeout = request.onabort = () => finish({ isLater: true, isOffline: true });
  request.send(body(form));
}

/* The page is being left: nobody waits for the answer. */
export function sendLast(form) {
  fetch(form.getAttribute("action"), { method: "POST", body: body(form), keepalive: true }).catch(() => {});
}

/* What was typed here and never reached the server, as of the revision it was typed on. */
export function bringBack(form, entries) {
  if (!entries?.length || JSON.stringify(entries.filter(isTyped)) === JSON.stringify(entriesOf(form).filter(isTyped))) return false;
  const wanted = new Map();
  for (const [name, value] of entries) wanted.set(name, [...(wanted.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "submit" || ["csrf_token", "rows"].includes(field.name)) continue;
    const values = wanted.get(field.name) ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
  // A section that waited for a decision goes on waiting: no revision is as new as 0 is old.
  if (revisionOf(form) && !wanted.has("revision")) revisionOf(form).value = "0";
  return true;
}

function isTyped([name]) {
  return name !== "revision";
}
