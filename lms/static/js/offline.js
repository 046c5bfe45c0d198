/* Puts the page for a lost network in store, in the language of this page and of this release.
   Without scripts, or at an address without encryption: the browser's own page appears. */

const WORKER = "/service-worker.js";
const RELEASE = new URL(import.meta.url).pathname.split("/")[2]; // /static/<fingerprint>/js/offline.js
const CACHE = `offline-${RELEASE}`; // as in service-worker.js

export async function keepOfflinePage() {
  if (!navigator.serviceWorker) return;
  const wanted = new URLSearchParams({ release: RELEASE });
  try {
    await navigator.serviceWorker.register(trusted(`${WORKER}?${wanted}`), { scope: "/" });
    await keepPage(document.documentElement.lang);
  } catch { /* a browser may refuse to keep anything; the next page tries again */ }
}

/* One page in one language: another language takes the place of the first. */
async function keepPage(language) {
  const cache = await caches.open(CACHE);
  const address = `/offline?language=${language}`;
  if (await cache.match(address, { ignoreVary: true })) return;
  // Without cookies the answer knows nobody; the header asks for the language.
  const page = await fetch(address, { cache: "reload", credentials: "omit", headers: { "Accept-Language": language } });
  if (!page.ok) return;
  await cache.delete("/offline", { ignoreSearch: true, ignoreVary: true });
  await cache.put(address, page);
}

/* Where a browser watches over addresses of scripts, only the policy named in our headers may pass one on. */
function trusted(address) {
  const policy = globalThis.trustedTypes?.createPolicy("campus", {
    createScriptURL: (asked) => { if (asked.startsWith(`${WORKER}?`)) return asked; throw new TypeError(asked); },
  });
  return policy?.createScriptURL(address) ?? address;
}
