// Chosen photos as squares one can take away again; files can be dropped on the field.
for (const upload of document.querySelectorAll("[data-upload]:not(.live)")) bring(upload);

function bring(upload) {
  const input = upload.querySelector("input[type=file]");
  const drop = upload.querySelector(".drop");
  const previews = upload.querySelector(".previews");
  let files = [];
  upload.classList.add("live");

  input.addEventListener("change", () => {
    files = input.multiple ? merged(files, input.files) : [...input.files];
    draw();
  });
  previews.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    files.splice([...previews.children].indexOf(button.parentElement), 1);
    draw();
    input.focus();
  });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("over"));
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));

  function draw() {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
    previews.replaceChildren(...files.map((file) => preview(file, upload.dataset.remove)));
  }
}

function merged(before, added) {
  const known = new Set(before.map(key));
  return [...before, ...[...added].filter((file) => !known.has(key(file)))];
}

function key(file) {
  return `${file.name}/${file.size}/${file.lastModified}`;
}

function preview(file, removeWords) {
  const item = document.createElement("li");
  item.className = "preview";
  const canvas = document.createElement("canvas");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = file.name;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `${removeWords}: ${file.name}`);
  button.textContent = "×";
  item.append(canvas, name, button);
  paint(canvas, file).catch(() => canvas.remove());
  return item;
}

// A square cut from the middle; what the browser cannot read keeps its name only.
async function paint(canvas, file) {
  const image = await createImageBitmap(file);
  const side = Math.min(image.width, image.height);
  canvas.width = canvas.height = 240;
  canvas.getContext("2d").drawImage(
    image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, 240, 240,
  );
  image.close();
}
