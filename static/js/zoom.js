// A photo as large as the window, and twice that where it is pressed; without this file the photo's
// link opens the large picture. Arrow keys turn, Escape closes, two fingers spread it on a phone.
for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const links = [...gallery.querySelectorAll("[data-zoom]")];
  const dialog = gallery.querySelector("[data-zoomed]");
  if (!dialog?.showModal) continue;
  const stage = dialog.querySelector(".stage");
  const image = stage.querySelector("img");
  const turns = dialog.querySelector(".turns");
  let shown = 0;

  gallery.addEventListener("click", (event) => {
    const link = event.target.closest("[data-zoom]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    dialog.showModal();
  });

  dialog.addEventListener("click", (event) => {
    const turn = event.target.closest(".turn");
    if (turn) show(shown + Number(turn.value));
    else if (event.target === image) closer(event);
    else if (event.target === dialog || event.target === stage) dialog.close();
  });

  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(shown + (document.dir === "rtl" ? -step : step));
  });

  dialog.addEventListener("close", () => links[shown]?.focus());

  function show(index) {
    shown = (index + links.length) % links.length;
    const small = links[shown].querySelector("img");
    dialog.classList.remove("close-up");
    image.src = links[shown].href;
    image.alt = small.alt;
    turns.textContent = links.length > 1 ? `${shown + 1} / ${links.length}` : "";
    links[shown].closest("li").scrollIntoView({ block: "nearest", inline: "start" });
  }

  // Twice as large, with the pressed point kept in sight.
  function closer(event) {
    const box = image.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    if (!dialog.classList.toggle("close-up")) return;
    stage.scrollTo(x * image.offsetWidth - stage.clientWidth / 2, y * image.offsetHeight - stage.clientHeight / 2);
  }
}
