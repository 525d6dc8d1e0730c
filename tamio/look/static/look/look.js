// What the pages do on top of plain links and forms. Everything works without it.
(() => {
  "use strict";

  const tickedBoxes = (scope) => [...scope.querySelectorAll(".rows .tick")];

  // Select a span of rows with shift; say how many are selected.
  let lastTick = null;
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.(".rows .tick");
    if (!box) return;
    const boxes = tickedBoxes(box.closest("form"));
    if (event.shiftKey && lastTick && boxes.includes(lastTick)) {
      const [from, to] = [boxes.indexOf(lastTick), boxes.indexOf(box)].sort((a, b) => a - b);
      boxes.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
    }
    lastTick = box;
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form");
    if (!form || !event.target.matches(".tick")) return;
    const boxes = tickedBoxes(form);
    if (event.target.matches("[data-all]")) boxes.forEach((box) => { box.checked = event.target.checked; });
    const picked = boxes.filter((box) => box.checked).length;
    form.querySelectorAll("[data-picked]").forEach((place) => { place.textContent = picked; });
  });

  // Copy what stands beside the button.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = button.querySelector("[data-said]");
    if (!said) return;
    const before = said.textContent;
    said.textContent = button.dataset.copied;
    setTimeout(() => { said.textContent = before; }, 2000);
  });

  // "/" goes to the search of the page.
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (localStorage.getItem("tamio-keys") === "off") return;
    const search = document.querySelector("main input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.select();
  });

  // An open menu closes by Escape and by a click elsewhere.
  const closeMenus = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
  document.addEventListener("click", (event) => closeMenus(event.target.closest?.("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // What htmx could not fetch: an error has a page of its own, a lost network is said in place.
  const offline = document.getElementById("offline");
  // Whoever is typing stays: what comes of checking a form is no page.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.target.matches?.("[data-check]")) return;
    location.assign(event.detail.pathInfo.finalRequestPath);
  });
  document.addEventListener("htmx:sendError", () => { if (offline) offline.hidden = false; });
  document.addEventListener("htmx:beforeOnLoad", () => { if (offline) offline.hidden = true; });

  // After a form came back, the list of what to correct is where one is.
  document.querySelector("[data-focus]")?.focus();
})();
