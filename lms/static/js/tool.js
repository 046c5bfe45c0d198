/* Saves a section of a sheet half a second after a change and puts in anew what follows from it: elements with
   data-live are replaced by those of the same id in the answer, errors go to their fields; what is typed stays.
   One save at a time; it says in words, in the element data-status names, how it stands. What could not be saved
   yet is kept on the device under data-key. What was changed elsewhere (`data-waits`) is saved only by a button.
   Without scripts: buttons save the section, and the page comes back with everything worked out. */

import { bringBack, entriesOf, revisionOf, send, sendLast } from "./tool-form.js";
import { putIn, showCurrentTab, showErrors } from "./tool-page.js";
import { beginWith } from "./typed-early.js";
import { forget, keep, kept } from "./unsent.js";

const PAUSE = 500;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;

export function enhance(form) {
  const words = form.dataset;
  const status = document.getElementById(words.status);
  let timer = 0;
  let retry = FIRST_RETRY;
  let [isSending, isChanged, waits] = [false, false, "waits" in words];
  let submitter = null;
  let state = "saved"; // saved, typing, saving, offline, refused
  const say = (now, message) => {
    state = now;
    status.dataset.state = { saved: "saved", typing: "saving", saving: "saving" }[now] ?? "unsaved";
    if (message !== undefined && status.textContent !== message) status.textContent = message;
  };

  const saveIn = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };

  const change = (pause) => {
    keep(words.key, entriesOf(form));
    isChanged = true;
    if (waits) return;
    saveIn(pause);
    if (state === "saved") say("typing", words.unsaved);
  };

  const save = () => {
    clearTimeout(timer);
    if (isSending || waits) return;
    isSending = true;
    isChanged = false;
    say("saving", words.saving);
    send(form, finish);
  };

  const finish = (answer) => {
    isSending = false;
    if (answer.page) apply(answer.page);
    else if (answer.isLater) tryLater(answer.isOffline ? words.offline : words.later);
    else say("refused", words.refused);
    if (submitter) form.requestSubmit(submitter);
    else if (isChanged && answer.page && !waits) saveIn(PAUSE);
  };

  const tryLater = (message) => {
    say("offline", message);
    saveIn(retry);
    retry = Math.min(retry * 2, LONGEST_RETRY);
  };

  const apply = (page) => {
    retry = FIRST_RETRY;
    const { outcome, message, revision } = page.body.dataset;
    putIn(page);
    showErrors(form, page);
    waits = outcome === "conflict";
    if (waits) revisionOf(form)?.remove(); // the button that keeps what was typed here carries a newer one
    say(outcome === "saved" ? "saved" : "refused", message);
    if (state !== "saved") return;
    revisionOf(form).value = revision;
    if (!isChanged) forget(words.key);
  };

  form.addEventListener("input", () => change(PAUSE));
  form.addEventListener("change", () => { if (isChanged || state === "refused") change(0); });
  form.addEventListener("submit", (event) => {
    if (isSending) { // or this would come with a revision that is just becoming an old one
      event.preventDefault();
      submitter = event.submitter;
      return;
    }
    clearTimeout(timer);
    if (!navigator.onLine) return;
    forget(words.key); // the form itself carries everything now
    isChanged = false;
    state = "saved";
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-forgets]")) { forget(words.key); isChanged = false; } });
  window.addEventListener("online", () => { if (state === "offline") save(); });
  window.addEventListener("pagehide", () => { if (isChanged && !waits) sendLast(form); });
  window.addEventListener("beforeunload", (event) => { if (state === "offline") event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  showCurrentTab();
  const begun = beginWith(form, () => bringBack(form, kept(words.key)));
  if (begun === "early") change(0);
  else if (begun === "back") { isChanged = true; save(); } else forget(words.key);
}
