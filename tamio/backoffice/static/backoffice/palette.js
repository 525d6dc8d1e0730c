// The palette opens by Ctrl-K, Cmd-K or its button. Without this the button leads to the same search as a page.
(() => {
  "use strict";

  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = document.getElementById("palette-text");
  const results = document.getElementById("palette-results");
  const said = document.getElementById("palette-said");
  const options = () => [...results.querySelectorAll("[role=option]")];
  const chosen = () => results.querySelector("[aria-selected=true]");

  const choose = (option) => {
    options().forEach((each) => each.setAttribute("aria-selected", each === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const move = (steps) => {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + steps + all.length) % all.length]);
  };

  // The dialog gives the focus back to where it was, by itself.
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    htmx.trigger(input, "palette");
  };

  results.addEventListener("htmx:afterSwap", () => {
    const answer = results.firstElementChild;
    said.textContent = (answer?.dataset.said ?? "").trim();
    input.setAttribute("aria-expanded", options().length > 0);
    choose(options()[0]);
    results.scrollTop = 0;
  });

  const enter = (event) => {
    const option = chosen();
    // While the answer to what is written is not there yet, the form leads to the page of search.
    if (!option || results.firstElementChild.dataset.for !== input.value) return;
    event.preventDefault();
    option.click();
  };
  const DEEDS = {
    ArrowDown: (event) => { event.preventDefault(); move(1); },
    ArrowUp: (event) => { event.preventDefault(); move(-1); },
    Enter: enter,
  };
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && Object.hasOwn(DEEDS, event.key)) DEEDS[event.key](event);
  });

  document.addEventListener("keydown", (event) => {
    const isAsked = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isAsked) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-palette]")) {
      event.preventDefault();
      open();
    } else if (event.target === dialog || event.target.closest?.("[data-palette-close]")) {
      dialog.close();
    } else if (event.target.closest?.(".palette-hit") && !event.ctrlKey && !event.metaKey) {
      // Who comes back finds the page, not the palette over it.
      dialog.close();
    }
  });

  if (/mac|iphone|ipad/i.test(navigator.platform)) {
    document.querySelectorAll("[data-palette] kbd").forEach((key) => { key.textContent = "⌘ K"; });
  }
})();
