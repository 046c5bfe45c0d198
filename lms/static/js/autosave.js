/* Saves an answer when it changes and says in words, in the element data-status names, how it stands:
   data-saved, data-saving, data-unsaved, data-refused; a JSON answer's `message` is said instead of ours.
   One save at a time, each with a number: the server never writes an older one over a newer. What is not
   saved is tried again with growing pauses, is kept on the device under data-key, and comes back with the
   page. Buttons of the form save first and then go where the server says, so that nobody is sent away from
   an answer that has nowhere to go. Where another window has saved a newer answer, the element that
   data-conflict names asks which counts, and nothing is saved until that is said.
   Without scripts: the form's own buttons save the answer and go on. */

import { bringBack, entriesOf, field, post } from "./answer-form.js";
import { forget, keep, kept } from "./unsent.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const TYPED = "input[type=text], input[type=number], input:not([type]), textarea";

export function enhance(form) {
  const words = form.dataset;
  const status = document.getElementById(words.status);
  const conflict = document.getElementById(words.conflict);
  const ownPage = field(form, "page").value;
  let pause = FIRST_PAUSE;
  let timer = 0;
  let isSending = false;
  let isChanged = false;
  let going = null; // the button that waits for the answer to be saved
  let state = "saved"; // typing, saving, saved, unsaved, refused, conflict

  const say = (now, message) => {
    state = now;
    status.dataset.state = ["refused", "conflict"].includes(now) ? "unsaved" : now;
    status.textContent = message ?? words[now] ?? "";
  };

  const change = (wait) => {
    isChanged = true;
    keep(words.key, entriesOf(form));
    if (state === "conflict") return;
    clearTimeout(timer);
    timer = setTimeout(save, wait);
    if (wait) say("typing");
  };

  const save = async () => {
    clearTimeout(timer);
    if (isSending || state === "conflict") return;
    isSending = true;
    isChanged = false;
    say("saving");
    const data = dataOf(form, going);
    field(form, "sequence").value = Number(data.get("sequence")) + 1; // the next save has the next number
    const answer = await post(form.action, data);
    isSending = false;
    outcomes[answer.outcome](answer);
  };

  const outcomes = {
    saved({ body }) {
      pause = FIRST_PAUSE;
      field(form, "page").value = ownPage; // an answer that was brought back came from an earlier page
      field(form, "revision").value = body.revision;
      if (isChanged) { save(); return; }
      forget(words.key);
      say("saved", body.message);
      document.dispatchEvent(new CustomEvent("time-left", { detail: body.seconds_left }));
      if (going) window.location.assign(body.next);
    },
    later() {
      going = null;
      isChanged = true;
      say("unsaved");
      timer = setTimeout(save, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    },
    conflict({ body }) {
      isChanged = true;
      say("conflict", "");
      if (going) { sendAsItIs(); return; }
      conflict.querySelector("[data-message]").textContent = body.message;
      conflict.dataset.revision = body.revision;
      conflict.hidden = false;
    },
    refused({ body }) {
      say("refused", body?.message);
      if (going) sendAsItIs(); // the server's page says more
    },
  };

  const sendAsItIs = () => {
    isChanged = false;
    // A form sent by a script leaves its button out.
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: going.name, value: going.value }));
    form.submit();
  };

  form.addEventListener("change", () => change(0));
  form.addEventListener("input", (event) => { if (event.target.matches(TYPED)) change(FIRST_PAUSE); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (going) return; // a second click
    going = event.submitter ?? form.querySelector("[type=submit]");
    if (state === "conflict") sendAsItIs();
    else if (isSending) isChanged = true;
    else save();
  });
  conflict.addEventListener("click", (event) => {
    const choice = event.target.dataset.choose;
    if (!choice) return;
    state = "saved";
    conflict.hidden = true;
    if (choice === "saved") {
      isChanged = false;
      forget(words.key);
      window.location.reload();
    } else {
      field(form, "revision").value = conflict.dataset.revision;
      status.setAttribute("tabindex", "-1");
      status.focus();
      save();
    }
  });
  window.addEventListener("online", () => { if (state === "unsaved") save(); });
  window.addEventListener("pagehide", () => {
    if (isChanged && !["conflict", "refused"].includes(state)) post(form.action, new FormData(form));
  });
  window.addEventListener("beforeunload", (event) => { if (state === "unsaved") event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  if (bringBack(form, kept(words.key), words)) { isChanged = true; save(); } else forget(words.key);
}

function dataOf(form, button) {
  const data = new FormData(form);
  if (button) data.set(button.name, button.value);
  return data;
}
