/* Passkeys: a form with data-passkey asks the device, puts its answer into the hidden field and is sent.
   sign-in: the options come from the form's own address; use and make: they stand on the page. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const said = (credential) => {
    const answer = { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: {},
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment };
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) answer.response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) answer.response.transports = credential.response.getTransports();
    return answer;
  };

  const use = (options) => navigator.credentials.get({ publicKey: { ...options,
    challenge: bytes(options.challenge), allowCredentials: keys(options.allowCredentials) } });

  const make = (options, alone) => navigator.credentials.create({ publicKey: { ...options,
    challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: keys(options.excludeCredentials),
    authenticatorSelection: { ...options.authenticatorSelection, requireResidentKey: alone,
      residentKey: alone ? "required" : "discouraged",
      userVerification: alone ? "required" : options.authenticatorSelection.userVerification } } });

  const ask = async (form) => {
    if (form.dataset.passkey === "sign-in") {
      const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
      return use((await answer.json()).request_options.publicKey);
    }
    const data = JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);
    if (form.dataset.passkey === "use") return use(data.request_options.publicKey);
    const alone = form.elements.namedItem("passwordless");
    return make(data.creation_options.publicKey, Boolean(alone && alone.checked));
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-failed]");
      failed.hidden = true;
      try {
        form.elements.namedItem("credential").value = JSON.stringify(said(await ask(form)));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
