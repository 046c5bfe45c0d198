/* Puts the page for a lost network in store, in the language of this page and of this release.
   Without scripts, or at an address without encryption: the browser's own page appears. */

const WORKER = "/service-worker.js";
const RELEASE = new URL(import.meta.url).pathname.split("/")[2]; // /static/<fingerprint>/js/offline.js

export async function keepOfflinePage() {
  if (!navigator.serviceWorker) return;
  const wanted = new URLSearchParams({ release: RELEASE, language: document.documentElement.lang });
  try {
    await navigator.serviceWorker.register(trusted(`${WORKER}?${wanted}`), { scope: "/" });
  } catch { /* a browser may refuse to keep anything; the next page tries again */ }
}

/* Where a browser watches over addresses of scripts, only the policy named in our headers may pass one on. */
function trusted(address) {
  const policy = globalThis.trustedTypes?.createPolicy("campus", {
    createScriptURL: (asked) => { if (asked.startsWith(`${WORKER}?`)) return asked; throw new TypeError(asked); },
  });
  return policy?.createScriptURL(address) ?? address;
}
