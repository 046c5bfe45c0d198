/* Lets an area of a figure be chosen where it is drawn. The choice cards below stay the form's answer: a click
   on an area toggles its card, and the area shows how its card stands, and which card is pointed at.
   Without scripts: areas are drawn with their numbers, and the cards are chosen by number. */

export function enhance(hotspot) {
  const inputs = [...hotspot.querySelectorAll("input[name=chosen]")];
  const areaOf = (input) => hotspot.querySelector(`[data-area="${CSS.escape(input.value)}"]`);
  const show = () => {
    for (const input of inputs) areaOf(input)?.classList.toggle("is-chosen", input.checked);
  };

  hotspot.classList.add("is-clickable");
  hotspot.addEventListener("click", (event) => {
    const area = event.target.closest("[data-area]");
    if (area) inputs.find((input) => input.value === area.dataset.area)?.click();
  });
  hotspot.addEventListener("change", show);
  hotspot.closest("form")?.addEventListener("restored", show);
  for (const input of inputs) {
    const card = input.closest(".choice");
    const point = (isPointed) => areaOf(input)?.classList.toggle("is-pointed", isPointed);
    card.addEventListener("pointerenter", () => point(true));
    card.addEventListener("pointerleave", () => point(card.contains(document.activeElement)));
    card.addEventListener("focusin", () => point(true));
    card.addEventListener("focusout", () => point(false));
  }
  show();
}
