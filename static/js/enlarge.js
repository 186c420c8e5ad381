// A small photo opens large over the page; without scripts its link shows it alone.
for (const list of document.querySelectorAll("[data-enlarge]:not([data-enlarges])")) {
  list.dataset.enlarges = "";
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open(link, list.dataset.close);
  });
}

function open(link, close) {
  const dialog = document.createElement("dialog");
  dialog.className = "enlarged";
  const photo = new Image();
  photo.src = link.href;
  photo.alt = link.querySelector("img").alt;
  const button = document.createElement("button");
  button.className = "button quiet";
  button.textContent = close;
  dialog.append(photo, button);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
