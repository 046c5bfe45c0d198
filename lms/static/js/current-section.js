/* Tells which section is being read: the last one whose heading has passed the upper third of the window. */

const READING_LINE = 1 / 3;

export function watchSections(headings, onChange) {
  let current; // undefined at first, so that the first look always reports
  const look = () => {
    const line = window.innerHeight * READING_LINE;
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
    const found = (atEnd ? headings.at(-1) : passed.at(-1)) ?? null;
    if (found === current) return;
    current = found;
    onChange(found);
  };
  // Observing is cheaper than listening to every scroll: a heading only matters when it crosses the line.
  const observer = new IntersectionObserver(look, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
  for (const heading of headings) observer.observe(heading);
  window.addEventListener("scrollend", look);
  look();
}
