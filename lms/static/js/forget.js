/* Following the link forgets what is kept on this device under data-key: the person chose another answer.
   Without scripts: nothing was kept. */

import { forget } from "./unsent.js";

export function enhance(link) {
  link.addEventListener("click", () => forget(link.dataset.key));
}
