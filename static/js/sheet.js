// The facets on a phone: without this file <a href="#facets"> opens them as the link's target.
// Here they open without a step in the history, take the focus, and leave with Escape.
let opener = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  if (link.matches(".sheet .close")) return leave(event);
  const sheet = document.getElementById(link.hash.slice(1));
  if (sheet?.matches(".sheet")) enter(event, link, sheet);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened()) leave(event);
});

function opened() {
  return document.querySelector(".sheet.open");
}

function enter(event, link, sheet) {
  event.preventDefault();
  opener = link;
  sheet.classList.add("open");
  sheet.querySelector(".close")?.focus();
}

function leave(event) {
  const sheet = opened();
  if (!sheet) return;
  event.preventDefault();
  sheet.classList.remove("open");
  opener?.focus();
}
