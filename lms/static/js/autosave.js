/* Saves an answer when it changes; one that did not reach the server comes back with the page. Buttons of the
   form save first and then go where the server says, so that nobody is sent away from an answer that has
   nowhere to go.
   Without scripts: the form's own buttons save the answer and go on. */

import { bringBack } from "./answer-form.js";
import { AnswerSaver } from "./answer-saver.js";
import { beginWith } from "./typed-early.js";
import { forget, kept } from "./unsent.js";

const TYPED = "input[type=text], input[type=number], input:not([type]), textarea";
const WHILE_TYPING = 1000;

export function enhance(form) {
  const saver = new AnswerSaver(form);
  const { key } = form.dataset;
  form.addEventListener("change", () => saver.changed(0));
  form.addEventListener("input", (event) => { if (event.target.matches(TYPED)) saver.changed(WHILE_TYPING); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saver.go(event.submitter ?? form.querySelector("[type=submit]"));
  });
  saver.state.conflict.addEventListener("click", (event) => {
    const choice = event.target.dataset.choose;
    if (choice) choice === "saved" ? saver.keepTheirs() : saver.keepOurs();
  });
  window.addEventListener("online", () => { if (saver.state.now === "unsaved") saver.save(); });
  window.addEventListener("pagehide", () => saver.leave());
  window.addEventListener("beforeunload", (event) => { if (saver.state.now === "unsaved") event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  const begun = beginWith(form, () => bringBack(form, kept(key), form.dataset));
  if (begun === "early") saver.changed(0);
  else if (begun === "back") saver.save();
  else forget(key);
}
