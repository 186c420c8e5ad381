// The search field of every page as a combobox: what is typed is completed by words, shelves and shops.
// Arrow keys choose, Enter goes there, Escape closes; without this file the form searches all the same.
const PAUSE = 120;
const SHORTEST = 2;

for (const input of document.querySelectorAll("[data-suggestions]")) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let waiting, asked, chosen = -1;

  input.setAttribute("role", "combobox");
  close();

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.children.length) {
      event.preventDefault();
      list.hidden ? open() : mark(chosen + step);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });

  input.addEventListener("blur", () => close());
  input.addEventListener("focus", () => list.children.length && open());
  // Before the field loses its focus, and the list with it.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });

  async function ask() {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < SHORTEST) return show([]);
    asked = new AbortController();
    try {
      const address = `${input.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch {
      // Given up for what was typed since, or no connection: the form still searches.
    }
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    chosen = -1;
    found.length && document.activeElement === input ? open() : close();
  }

  function option({ label, note, url }, index) {
    const row = document.createElement("li");
    row.id = `${list.id}-${index}`;
    row.role = "option";
    row.dataset.url = url;
    row.ariaSelected = "false";
    row.append(label);
    if (note) {
      const what = document.createElement("span");
      what.className = "note";
      what.append(note);
      row.append(" ", what);
    }
    return row;
  }

  function mark(index) {
    const count = list.children.length;
    chosen = index < -1 ? count - 1 : index >= count ? -1 : index;
    [...list.children].forEach((row, i) => (row.ariaSelected = String(i === chosen)));
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[chosen].id);
  }

  function open() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }
}
