/* Folds the text of a case on a narrow screen when this browser has shown it before (data-key), so that the
   next question of the case can be seen; it stays one tap away.
   Without scripts: the text is open, and can be folded by hand. */

const NARROW = "(max-width: 47.99rem)";

export function enhance(fold) {
  const key = `case:${fold.dataset.key}`;
  try {
    if (sessionStorage.getItem(key) && matchMedia(NARROW).matches) fold.open = false;
    sessionStorage.setItem(key, "shown");
  } catch { /* nothing is remembered: it stays open */ }
}
