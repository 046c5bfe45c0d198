/* Filters a list while a choice is made: the form is sent in the background, the part of the page named by
   `data-target` (an id, else "results") is replaced by that of the answer, and the address follows.
   The part may hold a role="status" that says how many were found.
   Without scripts: the form's button sends it, and the same page comes back filtered. */

export function enhance(form) {
  const target = document.getElementById(form.dataset.target ?? "results");
  if (!target) return;
  let request = null;

  const filter = async () => {
    request?.abort();
    request = new AbortController();
    const url = `${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`;
    target.setAttribute("aria-busy", "true");
    try {
      const page = await fetchPage(url, request.signal);
      const part = page.getElementById(target.id);
      if (!part) throw new Error("the answer has no such part");
      target.replaceChildren(...part.childNodes);
      window.history.replaceState(null, "", url);
      target.removeAttribute("aria-busy");
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  };

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
}

/* Reading the answer as a document: by a response type of XMLHttpRequest, since parsing a string is
   what Trusted Types forbids. Scripts in it never run. */
function fetchPage(url, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject(new Error(request.status)));
    request.onerror = () => reject(new Error("no connection"));
    signal.addEventListener("abort", () => { request.abort(); reject(new DOMException("", "AbortError")); });
    request.send();
  });
}
