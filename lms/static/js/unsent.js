/* Keeps form data that could not be sent yet on this device, by a key, until it is sent or two days old.
   A device may refuse to keep anything; then the page itself still holds the answers. */

const PREFIX = "unsent:";
const LONGEST = 2 * 24 * 60 * 60 * 1000;

export function keep(key, entries) {
  try { localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), entries })); } catch { /* not kept */ }
}

export function forget(key) {
  try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
}

export function kept(key) {
  forgetOld();
  return read(PREFIX + key)?.entries ?? null;
}

/* Keys that begin like this, of what is kept. */
export function keysUnder(prefix) {
  forgetOld();
  return ours().map((name) => name.slice(PREFIX.length)).filter((key) => key.startsWith(prefix));
}

function ours() {
  try { return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)); } catch { return []; }
}

function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

function forgetOld() {
  try {
    for (const name of ours()) if (!(Date.now() - read(name)?.at < LONGEST)) localStorage.removeItem(name);
  } catch { /* nothing was kept */ }
}
