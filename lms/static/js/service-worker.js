/* When the network is gone, a page of ours says so instead of the browser's. Nothing else: only pages that
   could not be fetched, and what the page about that is made of, are ever answered from what is kept here.
   No page of a person is kept, and no form and no script's request is touched.
   Its own address says the release, so that another one installs a new worker: /service-worker.js?release=…
   That one waits until the last page of the old one is closed: to change places under open pages left pages
   that were just asked for without an answer. The page in the reader's language is kept by offline.js. */

const RELEASE = new URL(location.href).searchParams.get("release");
const PREFIX = "offline-";
const CACHE = `${PREFIX}${RELEASE}`;
const PAGE = "/offline";
const PARTS = ["css/site.css", "icons/mark.svg", "fonts/sans-regular.woff2", "fonts/sans-semibold.woff2", "fonts/serif-semibold.woff2"]
  .map((name) => `/static/${RELEASE}/${name}`);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(PAGE)));
  else if (PARTS.includes(new URL(request.url).pathname)) event.respondWith(fetch(request).catch(() => kept(request)));
});

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(PARTS);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? Response.error();
}
