// A form that is on its way is not sent twice. Forms with data-repeatable are left alone.
const asleep = new WeakMap();

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-repeatable") || event.defaultPrevented) return;
  // After the browser has read which button it was.
  setTimeout(() => sleep(form, event.submitter));
});

// The back button, or an answer that htmx put into the same page.
addEventListener("pageshow", () => [...document.forms].forEach(wake));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) wake(form);
});

function sleep(form, pressed) {
  const buttons = [...form.elements].filter((element) => element.type === "submit" && !element.disabled);
  asleep.set(form, buttons);
  for (const button of buttons) button.disabled = true;
  pressed?.setAttribute("aria-busy", "true");
}

function wake(form) {
  for (const button of asleep.get(form) ?? []) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
  asleep.delete(form);
}
