// One tick for all rows of a list: <form data-choose="list"> with a box data-choose="all" and boxes
// data-choose="row". Typing into a row ticks it. Without this, a link chooses all.
for (const list of document.querySelectorAll('[data-choose="list"]')) {
  const all = list.querySelector('[data-choose="all"]');
  const rows = [...list.querySelectorAll('[data-choose="row"]')];
  const count = () => {
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  };
  all.closest("label").hidden = false;
  list.querySelector(".choose-link").hidden = true;
  all.addEventListener("change", () => { for (const row of rows) row.checked = all.checked; });
  list.addEventListener("change", count);
  list.addEventListener("input", (event) => {
    if (event.target.type !== "text") return;
    event.target.closest(".row").querySelector('[data-choose="row"]').checked = true;
    count();
  });
  count();
}
