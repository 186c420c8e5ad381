// One more row of a form, without asking the server: [data-rows=prefix] holds rows whose fields are
// named prefix-0-name, and [data-more-rows=prefix] is the button.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-more-rows]");
  if (!button) return;
  const prefix = button.dataset.moreRows;
  const rows = document.querySelector(`[data-rows="${prefix}"]`);
  const total = button.form.elements[`${prefix}-TOTAL_FORMS`];
  const number = Number(total.value);
  if (number < 1 || number >= Number(rows.dataset.rowsMost)) return;
  event.preventDefault();
  rows.append(blank(rows.lastElementChild, prefix, number));
  total.value = number + 1;
  rows.lastElementChild.querySelector("input:not([type=hidden])").focus();
});

function blank(row, prefix, number) {
  const copy = row.cloneNode(true);
  copy.classList.remove("wrong");
  for (const error of copy.querySelectorAll(".error")) error.remove();
  for (const wrong of copy.querySelectorAll(".wrong")) wrong.classList.remove("wrong");
  for (const each of copy.querySelectorAll("[name], [for], [id]")) {
    for (const attribute of ["name", "for", "id"]) {
      const named = each.getAttribute(attribute);
      if (named) each.setAttribute(attribute, named.replace(new RegExp(`${prefix}-\\d+-`), `${prefix}-${number}-`));
    }
  }
  for (const input of copy.querySelectorAll("input")) {
    if (input.type === "checkbox") input.checked = false;
    else input.value = "";
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  return copy;
}
