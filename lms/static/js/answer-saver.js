/* Saves the answer of a form: one save at a time, each with a number, so that the server never writes an older
   one over a newer. What is not saved is tried again with growing pauses and is kept on the device under
   data-key. Where another window has saved a newer answer, nothing is saved until it is said which counts. */

import { dataOf, entriesOf, field, post, submitBy } from "./answer-form.js";
import { AnswerState } from "./answer-state.js";
import { Retry } from "./retry.js";
import { forget, keep } from "./unsent.js";

export class AnswerSaver {
  #going = null; // the button that waits for the answer to be saved
  #retry = new Retry(() => this.save());
  #isSending = false;
  #isChanged = false;

  constructor(form) {
    this.form = form;
    this.key = form.dataset.key;
    this.state = new AnswerState(form);
    this.ownPage = field(form, "page").value;
  }

  changed(wait) {
    this.#isChanged = true;
    keep(this.key, entriesOf(this.form));
    if (this.state.now === "conflict") return;
    this.#retry.in(wait);
    if (wait) this.state.say("typing");
  }

  /* What a button asks for, once the answer is saved. */
  go(button) {
    if (this.#going) return; // a second click
    this.#going = button;
    if (this.state.now === "conflict") submitBy(this.form, this.#going);
    else if (this.#isSending) this.#isChanged = true;
    else this.save();
  }

  async save() {
    this.#retry.stop();
    if (this.#isSending || this.state.now === "conflict") return;
    this.#isSending = true;
    this.#isChanged = false;
    this.state.say("saving");
    const data = dataOf(this.form, this.#going);
    field(this.form, "sequence").value = Number(data.get("sequence")) + 1; // the next save has the next number
    const { outcome, body } = await post(this.form.action, data);
    this.#isSending = false;
    this.#outcomes[outcome](body);
  }

  /* The page goes away: what was typed last is sent without waiting for the answer. */
  leave() {
    if (this.#isChanged && !["conflict", "refused"].includes(this.state.now)) post(this.form.action, dataOf(this.form));
  }

  keepOurs() {
    field(this.form, "revision").value = this.state.settle();
    this.save();
  }

  keepTheirs() {
    this.state.now = "saved";
    this.#isChanged = false;
    forget(this.key);
    window.location.reload();
  }

  #outcomes = {
    saved: (body) => {
      this.#retry.wentWell();
      field(this.form, "page").value = this.ownPage; // an answer that was brought back came from an earlier page
      field(this.form, "revision").value = body.revision;
      if (this.#isChanged) { this.save(); return; }
      forget(this.key);
      this.state.say("saved", body.message);
      document.dispatchEvent(new CustomEvent("time-left", { detail: body.seconds_left }));
      if (this.#going) window.location.assign(body.next);
    },
    later: () => {
      this.#going = null;
      this.#isChanged = true;
      this.state.say("unsaved");
      this.#retry.again();
    },
    conflict: (body) => {
      this.#isChanged = true;
      this.state.say("conflict", "");
      if (this.#going) submitBy(this.form, this.#going);
      else this.state.ask(body);
    },
    refused: (body) => {
      this.state.say("refused", body?.message);
      if (this.#going) submitBy(this.form, this.#going); // the server's page says more
      else if (this.#isChanged) this.save(); // mended while it was under way
    },
  };
}
