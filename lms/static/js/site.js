/* Starts the enhancement that each `data-enhance` names; several are separated by spaces.
   Each lives in a module of its own, fetched only by pages that use it. Without scripts every page
   works as sent; each module says at its top what that means for it. Once all have started, the page's root
   element says so: data-enhanced. */

const enhancements = {
  "autosave": () => import("./autosave.js"),
  "case": () => import("./case.js"),
  "copy": () => import("./copy.js"),
  "countdown": () => import("./countdown.js"),
  "draft": () => import("./draft.js"),
  "figure-zoom": () => import("./figure-zoom.js"),
  "filter": () => import("./filter.js"),
  "forget": () => import("./forget.js"),
  "hotspot": () => import("./hotspot.js"),
  "language-links": () => import("./language-links.js"),
  "marking": () => import("./marking.js"),
  "menu": () => import("./menu.js"),
  "once": () => import("./once.js"),
  "ordering": () => import("./ordering.js"),
  "place": () => import("./place.js"),
  "print": () => import("./print.js"),
  "resend": () => import("./resend.js"),
  "section-marker": () => import("./section-marker.js"),
  "term-popover": () => import("./term-popover.js"),
  "tool": () => import("./tool.js"),
  "verify-file": () => import("./verify-file.js"),
  "word-count": () => import("./word-count.js"),
};

const started = [];
for (const element of document.querySelectorAll("[data-enhance]")) {
  for (const name of element.dataset.enhance.split(" ")) {
    started.push(
      enhancements[name]?.()
        .then((module) => module.enhance(element))
        .catch((error) => console.error(`"${name}" could not start:`, error)),
    );
  }
}
Promise.all(started).then(() => { document.documentElement.dataset.enhanced = ""; });

window.addEventListener("load", () => {
  import("./offline.js").then((module) => module.keepOfflinePage());
});
