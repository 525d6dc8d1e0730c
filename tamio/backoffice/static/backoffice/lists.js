// Keys in lists: j and k move, Enter opens, x ticks, Escape leaves, ? helps. They can be turned off.
// And what is searched for is one step back, however often one paused while writing it.
(() => {
  "use strict";

  const KEPT = "tamio-keys";
  const areOn = () => localStorage.getItem(KEPT) !== "off";
  const rows = () => [...document.querySelectorAll("main .rows > tr")].filter((row) => row.querySelector("a.to"));
  const rowOf = (element) => element?.closest?.("main .rows > tr");

  const move = (steps) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(rowOf(document.activeElement));
    const to = at < 0 ? 0 : Math.min(Math.max(at + steps, 0), all.length - 1);
    all[to].querySelector("a.to").focus();
    all[to].scrollIntoView({ block: "nearest" });
    return true;
  };

  const tick = () => {
    const box = rowOf(document.activeElement)?.querySelector(".tick");
    box?.click();
    return Boolean(box);
  };

  const leave = () => {
    const isIn = Boolean(rowOf(document.activeElement));
    if (isIn) document.activeElement.blur();
    return isIn;
  };

  const help = () => {
    const menu = document.querySelector(".keys-help");
    if (!menu) return false;
    menu.open = !menu.open;
    menu.querySelector("summary").focus();
    return true;
  };

  // Arrows move only once one is among the rows: before that they scroll the page.
  const among = (steps) => Boolean(rowOf(document.activeElement)) && move(steps);
  const DEEDS = {
    j: () => move(1), k: () => move(-1), x: tick, "?": help, Escape: leave,
    ArrowDown: () => among(1), ArrowUp: () => among(-1),
  };

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !areOn()) return;
    if (Object.hasOwn(DEEDS, event.key) && DEEDS[event.key]()) event.preventDefault();
  });

  const showSetting = () => document.querySelectorAll("[data-keys]").forEach((box) => { box.checked = areOn(); });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-keys]")) localStorage.setItem(KEPT, event.target.checked ? "on" : "off");
  });
  document.addEventListener("htmx:afterSwap", showSetting);
  showSetting();

  const withoutWords = (address) => {
    const rest = new URL(address, location.href);
    rest.searchParams.delete("q");
    return rest.href;
  };
  const words = (address) => new URL(address, location.href).searchParams.get("q");
  document.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history } }) => {
    const isSameSearch = words(location.href) && words(history.path)
      && withoutWords(location.href) === withoutWords(history.path);
    if (isSameSearch) history.type = "replace";
  });
})();
