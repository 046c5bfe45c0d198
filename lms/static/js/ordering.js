/* Puts entries in order by "move up" and "move down". Each [data-ordering-item] holds a number select; the
   selects stay the form's answer and follow the order, so nothing else changes for the server.
   Words: data-up, data-down, data-moved ("moved to place {n}").
   Without scripts: the place of each entry is chosen in its select. */

export function enhance(list) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(said);

  const entries = () => [...list.querySelectorAll("[data-ordering-item]")];
  const sort = () => {
    const isAnswered = entries().every((entry) => entry.querySelector("select").value);
    if (isAnswered) list.append(...entries().sort((a, b) => place(a) - place(b)));
    refresh(entries(), isAnswered);
  };
  for (const entry of entries()) entry.append(buttons(entry, list, said));
  list.closest("form")?.addEventListener("restored", sort);
  sort();
}

const place = (entry) => Number(entry.querySelector("select").value);

function buttons(entry, list, said) {
  const group = document.createElement("span");
  group.className = "ordering-buttons";
  const name = entry.querySelector("label, .ordering-text")?.textContent.trim() ?? "";
  for (const [step, word, sign] of [[-1, list.dataset.up, "↑"], [1, list.dataset.down, "↓"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.dataset.step = step;
    button.setAttribute("aria-label", `${word}: ${name}`);
    button.addEventListener("click", () => move(entry, step, list, said, button));
    group.append(button);
  }
  return group;
}

function move(entry, step, list, said, button) {
  const neighbour = step < 0 ? entry.previousElementSibling : entry.nextElementSibling;
  if (!neighbour) return;
  if (step < 0) neighbour.before(entry); else neighbour.after(entry);
  const entries = [...list.querySelectorAll("[data-ordering-item]")];
  refresh(entries, true);
  said.textContent = list.dataset.moved.replace("{n}", entries.indexOf(entry) + 1);
  if (button.disabled) entry.querySelector("button:not([disabled])")?.focus(); else button.focus();
  entry.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

/* An order that was never touched is not an answer yet, so the selects are filled at the first move. */
function refresh(entries, isAnswered) {
  entries.forEach((entry, index) => {
    const select = entry.querySelector("select");
    if (isAnswered) select.value = String(index + 1);
    select.classList.add("visually-hidden");
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    entry.querySelector('[data-step="-1"]').disabled = index === 0;
    entry.querySelector('[data-step="1"]').disabled = index === entries.length - 1;
  });
}
