// Something is under way: look again in a few seconds, while the page is in view.
const waiting = document.querySelector("[data-look-again]");
if (waiting) {
  const look = () => (document.hidden ? later() : location.reload());
  const later = () => setTimeout(look, Number(waiting.dataset.lookAgain) * 1000);
  later();
}
