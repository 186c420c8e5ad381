// Choices beside a list act as soon as they are made; in the sheet of a phone, when it is sent.
// What is left empty is not sent, so that the address says only what was chosen.
document.addEventListener("change", (event) => {
  const field = event.target;
  const form = field.form;
  if (!form?.matches("[data-facets]")) return;
  if (field.matches("[data-facets-now]") || !form.matches(".open, :target")) form.requestSubmit();
});

document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-facets]")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
