/* Saves an answer when it changes: sends the form to data-save-url in the background and says in words, in
   the element data-status names by id (or the form's own [data-status]), how it stands: data-saved,
   data-saving, data-unsaved, data-refused. Unsent answers are tried again with growing pauses, are kept on
   the device under data-key (attempt and item), and come back when the page is opened again.
   A page that is left while an answer is on its way lets it finish; one with an answer that could not be
   sent warns first. An answer below 400 that is no redirect counts as saved; 4xx but 408, 425 and 429 is final.
   A JSON answer's `message` is said instead of our words: "Saved 14:32", "This is not a number".
   Without scripts: the form's own button saves the answer and goes on. */

import { forget, keep, kept } from "./unsent.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const LATER = new Set([408, 425, 429]);
const NOT_ANSWERS = new Set(["csrf_token"]);

export function enhance(form) {
  const words = form.dataset;
  const status = document.getElementById(words.status ?? "") ?? form.querySelector("[role=status]");
  let pause = FIRST_PAUSE;
  let timer = 0;
  let edition = 0;
  let state = "saved";

  const say = (now, message) => {
    state = now;
    if (!status) return;
    status.dataset.state = now === "refused" ? "unsaved" : now;
    status.textContent = message ?? words[now] ?? (now === "typing" ? "" : words.unsaved);
  };

  const save = async () => {
    clearTimeout(timer);
    const sent = ++edition;
    const data = new FormData(form);
    keep(words.key, [...data].filter(([name]) => !NOT_ANSWERS.has(name)));
    say("saving");
    const [outcome, message] = await post(words.saveUrl, data);
    if (sent !== edition) return; // a newer answer is on its way
    if (outcome === "later") {
      say("unsaved");
      timer = setTimeout(save, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      return;
    }
    pause = FIRST_PAUSE;
    forget(words.key);
    say(outcome, message);
  };

  form.addEventListener("change", save);
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=text], input[type=number], input:not([type]), textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(save, FIRST_PAUSE);
    say("typing");
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    edition += 1;
    state = "saved"; // the form itself carries the answer now
  });
  window.addEventListener("online", () => { if (state === "unsaved") save(); });
  window.addEventListener("pagehide", () => { if (state === "typing") save(); });
  window.addEventListener("beforeunload", (event) => { if (state === "unsaved") event.preventDefault(); });
  if (bringBack(form, kept(words.key))) save();
}

async function post(url, data) {
  try {
    const answer = await fetch(url, { method: "POST", body: data, keepalive: true, headers: { "Accept": "application/json" } });
    if (answer.status >= 500 || LATER.has(answer.status)) return ["later"];
    return [answer.ok && !answer.redirected ? "saved" : "refused", await messageOf(answer)];
  } catch {
    return ["later"];
  }
}

async function messageOf(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return isJson ? ((await answer.json()).message ?? undefined) : undefined;
}

function bringBack(form, entries) {
  if (!entries?.length) return false;
  const wanted = new Map();
  for (const [name, value] of entries) wanted.set(name, [...(wanted.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    const values = wanted.get(field.name) ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values.shift();
  }
  form.dispatchEvent(new Event("restored"));
  return true;
}
