// What the shop does on top of plain links and forms. Everything works without it.
(() => {
  "use strict";

  // Where most only look, what changes a page in place is fetched when a form is first touched; a
  // form that is sent before it has come waits for it.
  const source = document.currentScript.dataset.htmx;
  if (source) {
    let coming = null;
    const loaded = () => new Promise((resolve) => {
      if (document.readyState === "complete") resolve();
      else addEventListener("load", resolve, { once: true });
    });
    const fetched = () => new Promise((resolve) => {
      document.head.append(Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: resolve }));
    });
    const come = () => (coming ??= loaded().then(fetched));
    const touched = (event) => { if (event.target.closest?.("form[hx-post]")) come(); };
    for (const touch of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(touch, touched, { passive: true });
    document.addEventListener("submit", (event) => {
      if (window.htmx || !event.target.matches("form[hx-post]")) return;
      event.preventDefault();
      const { submitter, target } = event;
      come().then(() => (window.htmx ? target.requestSubmit(submitter) : target.submit()));
    });
  }

  // If the quick way fails, the form goes the ordinary way, and the browser says what is wrong.
  const ordinarily = (event) => {
    const form = event.target.closest?.("form[method=post]");
    if (form && event.target === form) HTMLFormElement.prototype.submit.call(form);
  };
  document.addEventListener("htmx:responseError", ordinarily);
  document.addEventListener("htmx:sendError", ordinarily);

  // When the focused part of the cart is gone, the focus goes to the cart and not to the top.
  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) document.getElementById("cart")?.focus();
  });
})();
