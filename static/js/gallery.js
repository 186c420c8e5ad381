// The small photos move the strip without touching the address; the strip tells them where it is.
for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const strip = gallery.querySelector(".strip");
  const thumbs = [...gallery.querySelectorAll(".thumbs a")];

  gallery.addEventListener("click", (event) => {
    const thumb = event.target.closest(".thumbs a");
    if (!thumb) return;
    event.preventDefault();
    show(thumbs.indexOf(thumb));
  });

  const observer = new IntersectionObserver(
    (seen) => seen.filter((entry) => entry.isIntersecting).forEach((entry) => mark(entry.target)),
    { root: strip, threshold: 0.6 },
  );
  for (const photo of strip.children) observer.observe(photo);

  function show(index) {
    strip.children[index].scrollIntoView({ block: "nearest", inline: "start" });
  }

  function mark(photo) {
    const index = [...strip.children].indexOf(photo);
    thumbs.forEach((thumb, i) => (i === index ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current")));
  }
}
