/* Keeps a longer work (a text for an assignment, marks) as a draft while it is written: sends the form when
   something has changed and says in words, in the element data-status names, how it stands: data-saved,
   data-saving, data-unsaved, data-refused; a JSON answer's `message` is said instead of ours. What could not
   be sent is tried again with growing pauses, is kept on the device under data-key, and comes back with the page.
   Buttons send the form as it is. Where the form has a field `known`, it tells the server which draft this page
   knew, so that another window's newer text is never overwritten unseen.
   Without scripts: the form's own buttons save. */

import { beginWith } from "./typed-early.js";
import { forget, keep, kept } from "./unsent.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const LATER = new Set([408, 425, 429]);
const NOT_WORK = new Set(["csrf_token", "known"]);

export function enhance(form) {
  const words = form.dataset;
  const status = document.getElementById(words.status);
  let pause = FIRST_PAUSE;
  let timer = 0;
  let isSending = false;
  let isChanged = false;
  let state = "saved";

  const say = (now, message) => {
    state = now;
    status.dataset.state = now === "refused" ? "unsaved" : now;
    status.textContent = message ?? words[now] ?? "";
  };

  const save = async () => {
    clearTimeout(timer);
    if (isSending || state === "refused") return;
    isSending = true;
    isChanged = false;
    say("saving");
    const [outcome, body] = await post(form);
    isSending = false;
    if (outcome === "later") {
      isChanged = true;
      say("unsaved");
      timer = setTimeout(save, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      return;
    }
    pause = FIRST_PAUSE;
    if (outcome === "saved" && form.elements.known && body?.known) form.elements.known.value = body.known;
    if (outcome === "saved" && isChanged) { save(); return; }
    if (outcome === "saved") forget(words.key);
    say(outcome, body?.message);
  };

  const change = (wait) => {
    isChanged = true;
    keep(words.key, [...new FormData(form)].filter(([name]) => !NOT_WORK.has(name)));
    if (state === "refused") return;
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  form.addEventListener("change", () => change(0));
  form.addEventListener("input", (event) => { if (event.target.matches("textarea")) change(FIRST_PAUSE); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isChanged = false;
    state = "saved"; // the form itself carries everything now
    forget(words.key);
  });
  window.addEventListener("online", () => { if (state === "unsaved") save(); });
  window.addEventListener("pagehide", () => { if (isChanged && state !== "refused") post(form); });
  window.addEventListener("beforeunload", (event) => { if (state === "unsaved") event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  const begun = beginWith(form, () => bringBack(form, kept(words.key)));
  if (begun === "early") change(0);
  else if (begun === "back") { isChanged = true; save(); }
}

async function post(form) {
  try {
    const options = { method: "POST", body: new FormData(form), keepalive: true, headers: { "Accept": "application/json" } };
    const answer = await fetch(form.action, options);
    if (answer.status >= 500 || LATER.has(answer.status)) return ["later"];
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return [answer.ok && !answer.redirected ? "saved" : "refused", isJson ? await answer.json() : undefined];
  } catch {
    return ["later"];
  }
}

function bringBack(form, entries) {
  if (!entries?.length) return false;
  const wanted = new Map(entries);
  for (const field of form.elements) {
    if (!field.name || ["hidden", "submit"].includes(field.type)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = wanted.get(field.name) === field.value;
    else if (wanted.has(field.name)) field.value = wanted.get(field.name);
  }
  return true;
}
