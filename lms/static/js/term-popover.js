/* Shows a glossary term's meaning beside the word, by click or Enter; Escape or a click elsewhere closes it.
   The meaning is the <dd> after (or inside) the element the link points to.
   Without scripts, or where the browser has no popovers: the link leads to the meaning on the page. */

export function enhance(text) {
  if (!("popover" in HTMLElement.prototype)) return;
  for (const link of text.querySelectorAll("a.term")) {
    const source = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (source) attach(link, source);
  }
}

function attach(link, source) {
  let note = null;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  const open = (event) => {
    event.preventDefault();
    note ??= makeNote(link, source);
    note.togglePopover();
  };
  link.addEventListener("click", open);
  link.addEventListener("keydown", (event) => { if (event.key === " ") open(event); });
}

function makeNote(link, source) {
  const note = document.createElement("div");
  note.className = "term-note";
  note.popover = "auto";
  note.lang = source.closest("[lang]")?.lang ?? "";
  const term = source.matches("dt") ? source : source.querySelector("dt, dfn, strong") ?? link;
  const meaning = source.matches("dt") ? source.nextElementSibling : source.querySelector("dd, p") ?? source;
  note.append(paragraph(term.textContent), paragraph(meaning?.textContent ?? ""));
  link.after(note);
  note.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    link.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) put(note, link);
  });
  return note;
}

function paragraph(content) {
  const element = document.createElement("p");
  element.textContent = content.trim();
  return element;
}

/* Below the word, or above it where there is no room. Script may set single style properties under our policy. */
function put(note, link) {
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const room = document.documentElement.clientWidth - note.offsetWidth - 16;
  const below = word.bottom + 8;
  const fits = below + note.offsetHeight < window.innerHeight;
  note.style.left = `${Math.max(16, Math.min(word.left, room))}px`;
  note.style.top = `${fits ? below : Math.max(8, word.top - note.offsetHeight - 8)}px`;
}
