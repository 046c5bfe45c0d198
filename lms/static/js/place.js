/* Keeps the place in a lesson: sends the section being read to `data-url`, at most every few seconds
   and when the page is left. Also sends `data-lesson`. In the lesson where the place is kept
   (`data-place-lesson`) the first section seen is not sent, so that opening it does not lose the place.
   Without scripts: "mark as done and go on" keeps the place lesson by lesson. */

import { watchSections } from "./current-section.js";

const PAUSE = 2000;

export function enhance(lesson) {
  const headings = [...lesson.querySelectorAll(".lesson :is(h2, h3)[id]")];
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (headings.length === 0 || !token) return;

  let waiting = null;
  let timer = 0;
  let isFirst = lesson.dataset.placeLesson === lesson.dataset.lesson;

  const send = () => {
    clearTimeout(timer);
    if (waiting === null) return;
    const body = new URLSearchParams({
      anchor: waiting,
      lesson: lesson.dataset.lesson ?? "",
      language: lesson.lang || document.documentElement.lang,
    });
    waiting = null;
    fetch(lesson.dataset.url, {
      method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token, "Accept": "application/json" },
    }).catch(() => {}); // a lost place costs a moment of scrolling; the next section tries again
  };

  watchSections(headings, (heading) => {
    if (isFirst) { isFirst = false; return; }
    waiting = heading?.id ?? "";
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
}
