/* The script of `lms content preview`, in place of site.js: what lessons have, and a new look at the
   page when a file of the folder was saved. Without scripts: the link to load the page again. */

import { enhance as enlargeFigures } from "./figure-zoom.js";
import { enhance as markSection } from "./section-marker.js";
import { enhance as explainTerms } from "./term-popover.js";

const PAUSE = 1000;
const enhancements = {
  "figure-zoom": enlargeFigures,
  "section-marker": markSection,
  "term-popover": explainTerms,
};

for (const [name, enhance] of Object.entries(enhancements)) {
  document.querySelectorAll(`[data-enhance~="${name}"]`).forEach((element) => enhance(element));
}

async function look() {
  if (await hasChanged(document.body.dataset)) location.reload();
  else setTimeout(look, PAUSE);
}

async function hasChanged({ url, fingerprint }) {
  try {
    const response = await fetch(url, { cache: "no-store" });
    return response.ok && (await response.json()).fingerprint !== fingerprint;
  } catch {
    return false; // the preview was ended, or is being started again
  }
}

setTimeout(look, PAUSE);
