// <time datetime="…" data-countdown="%s left" data-over="time is up"> goes on counting.
// The shop's hour comes from <html data-now>: the demo's clock may be elsewhere than ours.
const root = document.documentElement;
const ahead = Date.parse(root.dataset.now) - Date.now();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

setInterval(() => document.querySelectorAll("time[data-countdown]").forEach(show), MINUTE / 2);

function show(time) {
  const left = Date.parse(time.dateTime) - Date.now() - ahead;
  const words = left < MINUTE ? time.dataset.over : time.dataset.countdown.replace("%s", lengthOf(left));
  if (words !== time.textContent) time.textContent = words;
  time.classList.toggle("soon", left > 0 && left <= DAY);
}

// The same steps as the filter `until`: minutes below two hours, hours below two days.
function lengthOf(left) {
  if (left < 2 * HOUR) return spell(left / MINUTE, "minute");
  if (left < 2 * DAY) return spell(left / HOUR, "hour");
  return spell(left / DAY, "day");
}

function spell(figure, unit) {
  return new Intl.NumberFormat(root.lang, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(figure));
}
