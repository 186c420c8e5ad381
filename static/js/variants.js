// The chosen variant's price and number, where its page shows them: [data-variants] holds radio buttons or
// a select, whose chosen one says data-price and data-left.
for (const chooser of document.querySelectorAll("[data-variants]")) {
  chooser.addEventListener("change", () => show(chooser));
}

function show(chooser) {
  const chosen = chooser.querySelector(":checked");
  if (!chosen || !chosen.dataset.price) return;
  const price = document.querySelector("[data-shown-price]");
  if (price) price.textContent = chosen.dataset.price;
  const left = Number(chosen.dataset.left);
  const number = chooser.form.querySelector("[name=quantity]");
  if (!number) return;
  number.max = left;
  if (Number(number.value) > left) number.value = left;
}
