/* Reloads the page when a file of the previewed folder was saved. Without scripts: the link to reload. */

const PAUSE = 1000;

export function enhance(element) {
  const look = async () => {
    if (await hasChanged(element.dataset)) location.reload();
    else setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
}

async function hasChanged({ url, fingerprint }) {
  try {
    const response = await fetch(url, { cache: "no-store" });
    return response.ok && (await response.json()).fingerprint !== fingerprint;
  } catch {
    return false; // the preview was ended, or is being started again
  }
}
