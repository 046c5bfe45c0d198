/* Closes an open menu by Escape, by a click elsewhere or when the focus leaves it.
   Without scripts: a <details> that opens and closes by its own summary. */

export function enhance(menu) {
  const close = () => { menu.open = false; };

  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) close();
  });
}
