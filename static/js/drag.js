// Things put in order by dragging: [data-drag=name] holds items with data-drag-key, and the hidden field
// of that name in the same form gets their keys. Without this script buttons do the same.
for (const list of document.querySelectorAll("[data-drag]")) bring(list);

function bring(list) {
  let held = null;
  for (const item of list.querySelectorAll(":scope > [data-drag-key]")) {
    const handle = item.querySelector("img");
    if (!handle) continue;
    item.classList.add("can-be-dragged");
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      held = item;
      event.dataTransfer.effectAllowed = "move";
      item.classList.add("held");
    });
    handle.addEventListener("dragend", () => {
      item.classList.remove("held");
      held = null;
      tell(list);
    });
  }
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-drag-key]");
    if (!held || !over) return;
    event.preventDefault();
    if (over === held) return;
    const box = over.getBoundingClientRect();
    over.parentElement.insertBefore(held, event.clientY > box.top + box.height / 2 ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
}

function tell(list) {
  const keys = [...list.querySelectorAll(":scope > [data-drag-key]")].map((item) => item.dataset.dragKey);
  const field = list.closest("form").elements[list.dataset.drag];
  if (field) field.value = keys.join(",");
}
