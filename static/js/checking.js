// Files that are being checked take their place on the page as soon as they are done. What somebody
// is writing on the page stays as it is.
const PATIENCE = 60;
const PAUSE = 2000;

look(PATIENCE);

async function look(left) {
  const waiting = document.querySelectorAll("[data-checking]");
  if (!waiting.length || !left) return;
  await new Promise((done) => setTimeout(done, PAUSE));
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const file of waiting) renew(file, page.getElementById(file.id));
  } catch {
    // The line is down; we look again.
  }
  look(left - 1);
}

// One that is gone could not be taken: the page says why at its own place.
function renew(file, now) {
  if (!now) location.reload();
  else if (!now.hasAttribute("data-checking")) file.replaceWith(now);
}
