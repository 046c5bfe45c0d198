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

function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

function forgetOld() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    for (const name of names) if (!(Date.now() - read(name)?.at < LONGEST)) localStorage.removeItem(name);
  } catch { /* nothing was kept */ }
}
