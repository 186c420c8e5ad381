// A choice that is sent as soon as it is made: <select data-submit-on-change>, and number fields
// in <form data-submit-on-change>. data-resubmit="id" presses the button with that id.
const PAUSE = 500;
let waiting;

document.addEventListener("change", (event) => {
  const field = event.target;
  const button = document.getElementById(field.dataset.resubmit);
  if (button) return field.form.requestSubmit(button);
  if (!field.matches("[data-submit-on-change]") && !field.closest("form[data-submit-on-change]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => field.form.requestSubmit(), field.type === "number" ? PAUSE : 0);
});
