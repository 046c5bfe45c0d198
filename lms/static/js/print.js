/* Shows a hidden button that prints the page. Without scripts: it stays hidden; the browser's menu prints. */

export function enhance(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
