/* Shows the time left, from the server's remaining seconds (data-seconds), not from a clock of the device.
   Words: data-minutes ("about {n} minutes left"), data-minute ("about 1 minute left"), data-less ("less than
   a minute left"), data-over ("The time is over"), data-hide, data-show. Said aloud only at 10, 5 and 1
   minutes and at the end. What the server says of it later (event `time-left`) counts from then on. With
   `data-form`, the id of a form, the form is sent when the time is over.
   Without scripts: the page says until when there is time, and the server closes by its own clock. */

const SAID_AT = [600, 300, 60, 0];

export function enhance(element) {
  const words = element.dataset;
  const endAfter = (seconds) => performance.now() + Number(seconds) * 1000;
  let end = endAfter(words.seconds);
  const shown = document.createElement("span");
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  element.replaceChildren(shown, makeSwitch(shown, words), said);

  let last = Infinity;
  const tick = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    shown.textContent = inWords(left, words);
    if (SAID_AT.some((moment) => last > moment && left <= moment) && last !== Infinity) said.textContent = shown.textContent;
    last = left;
    if (left > 0) return;
    clearInterval(timer);
    document.getElementById(words.form ?? "")?.requestSubmit();
  };
  const timer = setInterval(tick, 1000);
  document.addEventListener("time-left", ({ detail }) => { if (detail !== null) end = endAfter(detail); });
  tick();
}

function inWords(left, words) {
  if (left === 0) return words.over;
  if (left < 60) return words.less;
  const minutes = Math.ceil(left / 60);
  return minutes === 1 ? words.minute : words.minutes.replace("{n}", minutes);
}

function makeSwitch(shown, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "text-button";
  button.textContent = words.hide;
  button.addEventListener("click", () => {
    shown.hidden = !shown.hidden;
    button.textContent = shown.hidden ? words.show : words.hide;
  });
  return button;
}
