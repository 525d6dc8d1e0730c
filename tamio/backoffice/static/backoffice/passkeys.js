// Passkeys: asks the browser for one, and posts its answer with the form around the button.
(() => {
  "use strict";
  const json = window.webauthnJSON;

  const options = async (form) => {
    const held = form.dataset.options;
    if (held) return JSON.parse(document.getElementById(held).textContent);
    const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
    return answer.json();
  };

  const answerOf = async (form) => {
    const given = await options(form);
    if (form.dataset.passkey === "get") return json.get(given.request_options);
    const wanted = given.creation_options;
    // One that can stand in for the password: kept on the device, opened by finger, face or PIN.
    const selection = wanted.publicKey.authenticatorSelection ||= {};
    selection.residentKey = "required";
    selection.requireResidentKey = true;
    selection.userVerification = "required";
    return json.create(wanted);
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    if (!window.PublicKeyCredential) return;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const trouble = form.querySelector("[data-trouble]");
      trouble.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await answerOf(form));
      } catch {
        trouble.hidden = false;
        return;
      }
      form.submit();
    });
  });
})();
