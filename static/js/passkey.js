// A passkey that was not given is no silence: say so. Where a browser has none, offer none.
if (!window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-trouble");
  if (said) said.hidden = false;
});
