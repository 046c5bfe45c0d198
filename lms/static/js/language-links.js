/* Keeps the paragraph when the language changes: each link gets the anchor, in its own language, of the
   section being read. data-anchors on a link: {anchor here: anchor there}, as JSON.
   Without scripts: the link leads to the beginning of the lesson. */

import { watchSections } from "./current-section.js";

export function enhance(element) {
  const links = [...element.querySelectorAll("a[data-anchors]")].map((link) => ({
    link, address: link.getAttribute("href").split("#")[0], anchors: JSON.parse(link.dataset.anchors),
  }));
  const known = new Set(links.flatMap(({ anchors }) => Object.keys(anchors)));
  const headings = [...document.querySelectorAll("h2[id], h3[id]")].filter((heading) => known.has(heading.id));
  if (headings.length === 0) return;
  watchSections(headings, (heading) => {
    for (const { link, address, anchors } of links) {
      const there = heading && anchors[heading.id];
      link.href = there ? `${address}#${encodeURIComponent(there)}` : address;
    }
  });
}
