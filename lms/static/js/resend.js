/* Sends answers to other questions of a test that are kept on this device, under keys that begin with
   data-prefix, as soon as the network is there, and says for each how it went: data-saved, data-unsaved,
   data-refused. data-url is the address of question 0; data-position the question of this page, which looks
   after itself. With data-reload the page is loaded again when something was saved, because it lists answers.
   An answer that came too late stays to be seen, with what was typed (data-sent).
   Without scripts: nothing is kept on the device. */

import { post } from "./answer-form.js";
import { forget, kept, keysUnder } from "./unsent.js";

const PAUSE = 10000;

export function enhance(place) {
  const words = place.dataset;
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const refused = new Set();
  let timer = 0;
  let isSending = false;

  const waiting = () => keysUnder(words.prefix).filter((key) => numberOf(key) !== words.position && !refused.has(key));

  const sendAll = async () => {
    clearTimeout(timer);
    if (isSending || !token) return;
    isSending = true;
    let savedCount = 0;
    for (const key of waiting()) savedCount += await send(key) === "saved" ? 1 : 0;
    isSending = false;
    if (savedCount && "reload" in words) window.location.reload();
    else if (waiting().length) timer = setTimeout(sendAll, PAUSE);
  };

  const send = async (key) => {
    const entries = kept(key) ?? [];
    const data = new FormData();
    for (const [name, value] of entries) data.append(name, value);
    const { outcome, body } = await post(addressOf(key), data, { "X-CSRFToken": token });
    if (outcome === "later") say(key, words.unsaved);
    else if (outcome === "saved") { forget(key); say(key, words.saved); }
    else { refused.add(key); say(key, body?.message ?? words.refused, typedIn(entries)); }
    return outcome;
  };

  const say = (key, message, typed = "") => {
    const line = document.getElementById(`unsent-${numberOf(key)}`) ?? place.appendChild(document.createElement("p"));
    line.id = `unsent-${numberOf(key)}`;
    const link = Object.assign(document.createElement("a"), { href: addressOf(key), textContent: words.question.replace("{n}", numberOf(key)) });
    line.replaceChildren(link, `: ${message}`, typed && ` ${words.sent.replace("{text}", typed)}`);
    place.hidden = false;
  };

  const numberOf = (key) => key.slice(words.prefix.length);
  const addressOf = (key) => words.url.replace(/0$/, numberOf(key));

  window.addEventListener("online", sendAll);
  sendAll();
}

function typedIn(entries) {
  return entries.filter(([name]) => name === "text" || name === "value").map(([, value]) => value).join(" ");
}
