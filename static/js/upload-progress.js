// A form with files is sent with a bar that shows how far it is. Whatever goes wrong on the way, or
// has to be corrected, the browser then sends the form as it always would.
export function sendWithBar(form, sending, hasFiles) {
  let plain = false;
  form.addEventListener("submit", (event) => {
    if (plain || event.defaultPrevented || !hasFiles()) return;
    event.preventDefault();
    const content = new FormData(form, event.submitter);
    const buttons = [...form.elements].filter((element) => element.type === "submit" && !element.disabled);
    for (const button of buttons) button.disabled = true;
    sending.hidden = false;
    send(form, content, sending.querySelector("progress")).catch(() => {
      for (const button of buttons) button.disabled = false;
      sending.hidden = true;
      plain = true;
      form.requestSubmit(event.submitter);
    });
  });
  // The back button: as if nothing had been sent.
  addEventListener("pageshow", (event) => {
    if (event.persisted) sending.hidden = true;
  });
}

// Where to go next is told by the answer; see marketplace/middleware.py.
function send(form, content, bar) {
  return new Promise((_, fail) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => {
      const next = request.getResponseHeader("X-Next");
      if (request.status === 204 && next) location.assign(next);
      else fail();
    });
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, fail);
    request.open("POST", form.getAttribute("action") || location.href);
    request.setRequestHeader("X-Upload", "1");
    request.send(content);
  });
}
