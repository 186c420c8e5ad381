// Chosen files as squares one can take away again; dropped, photographed, and sent with a bar.
// Without this script the plain field does the same.
import { sendWithBar } from "./upload-progress.js";

const MOST_BYTES = 10 * 1024 * 1024;

for (const upload of document.querySelectorAll("[data-upload]:not(.live)")) bring(upload);

function bring(upload) {
  const input = upload.querySelector("input[type=file]");
  const drop = upload.querySelector(".drop");
  const previews = upload.querySelector(".previews");
  let files = [];
  upload.classList.add("live");

  input.addEventListener("change", () => take(input.files));
  previews.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    files.splice([...previews.children].indexOf(button.parentElement), 1);
    draw();
    input.focus();
  });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("over"));
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  offerCamera(upload.querySelector(".camera"), take);
  if (input.form) sendWithBar(input.form, upload.querySelector(".sending"), () => files.length > 0);

  function take(chosen) {
    files = input.multiple ? merged(files, chosen) : [...chosen];
    draw();
  }

  function draw() {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
    previews.replaceChildren(...files.map((file) => preview(file, upload.dataset)));
  }
}

// A phone's camera, where a finger is what points.
function offerCamera(button, take) {
  if (!button || !matchMedia("(pointer: coarse)").matches) return;
  const camera = document.createElement("input");
  camera.type = "file";
  camera.accept = "image/*";
  camera.capture = "environment";
  camera.addEventListener("change", () => take(camera.files));
  button.addEventListener("click", () => camera.click());
  button.hidden = false;
}

function merged(before, added) {
  const known = new Set(before.map(key));
  return [...before, ...[...added].filter((file) => !known.has(key(file)))];
}

function key(file) {
  return `${file.name}/${file.size}/${file.lastModified}`;
}

function preview(file, words) {
  const item = document.createElement("li");
  item.className = "preview";
  const canvas = document.createElement("canvas");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = file.name;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `${words.remove}: ${file.name}`);
  button.textContent = "×";
  item.append(canvas, name, button);
  const wrong = file.size > MOST_BYTES ? words.tooLarge : file.size === 0 ? words.empty : "";
  if (wrong) {
    const sentence = document.createElement("span");
    sentence.className = "wrong";
    sentence.textContent = wrong;
    item.append(sentence);
  }
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
