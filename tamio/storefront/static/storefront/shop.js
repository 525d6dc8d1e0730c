// What the shop does on top of plain links and forms. Everything works without it.
(() => {
  "use strict";

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
