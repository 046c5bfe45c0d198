/* Runs something later, or again and again with growing pauses until it went well. */

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;

export class Retry {
  #pause = FIRST_PAUSE;
  #timer = 0;

  constructor(run) {
    this.run = run;
  }

  in(milliseconds) {
    this.stop();
    this.#timer = setTimeout(this.run, milliseconds);
  }

  again() {
    this.in(this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  wentWell() {
    this.#pause = FIRST_PAUSE;
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
