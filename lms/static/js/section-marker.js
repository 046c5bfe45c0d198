/* Marks the section being read in the contents beside a lesson: aria-current="true" on its link.
   Without scripts: the contents are links, and none of them is marked. */

import { watchSections } from "./current-section.js";

const WIDE = "(min-width: 62rem)";

export function enhance(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  openWhereWide(contents.querySelector("details"));
  if (links.size === 0) return;
  watchSections([...links.keys()], (heading) => {
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(heading)?.setAttribute("aria-current", "true");
  });
}

/* Browsers that cannot show a closed fold-out's content by style get it open instead. */
function openWhereWide(fold) {
  if (fold && window.matchMedia(WIDE).matches) fold.open = true;
}
