/* How an answer stands, said in words: typing, saving, saved, unsaved, refused, conflict. The words are those of
   the form (data-saved, data-saving, data-unsaved, data-refused) in the element that data-status names, unless
   the server's own are given; where another window saved a newer answer, the element that data-conflict names
   asks which of the two counts. */

export class AnswerState {
  now = "saved";

  constructor(form) {
    this.words = form.dataset;
    this.status = document.getElementById(this.words.status);
    this.conflict = document.getElementById(this.words.conflict);
  }

  say(now, message) {
    this.now = now;
    this.status.dataset.state = ["refused", "conflict"].includes(now) ? "unsaved" : now;
    this.status.textContent = message ?? this.words[now] ?? "";
  }

  ask({ message, revision }) {
    this.conflict.querySelector("[data-message]").textContent = message;
    this.conflict.dataset.revision = revision;
    this.conflict.hidden = false;
  }

  /* Gives the revision of the answer that ours replaces; the focus stays near. */
  settle() {
    this.now = "saved";
    this.conflict.hidden = true;
    this.status.setAttribute("tabindex", "-1");
    this.status.focus();
    return this.conflict.dataset.revision;
  }
}
