// Accounts are found by number or name: a field above each list narrows it while one types, and
// Enter takes the first that is left. Typing alone changes nothing.
// Without this the lists are plain, and the browser finds an account by its first digits.
(() => {
  "use strict";

  const MOST_SHOWN = 8;
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  const attach = (select, { filters: label, placeholder }) => {
    if (select.disabled) return;
    const all = [...select.options];
    const search = document.createElement("input");
    search.type = "search";
    search.className = "input account-search";
    search.placeholder = placeholder;
    search.autocomplete = "off";
    search.setAttribute("aria-label", label);
    search.setAttribute("aria-controls", select.id);
    select.before(search);

    let found = [];

    const close = () => {
      search.value = "";
      select.size = 0;
      all.forEach((option) => { option.hidden = false; });
    };
    const narrow = () => {
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      if (!words.length) { close(); return; }
      found = all.filter((option) => {
        const fits = option.value && words.every((word) => plain(option.text).includes(word));
        option.hidden = !fits;
        return fits;
      });
      select.size = Math.max(2, Math.min(MOST_SHOWN, found.length));
    };
    search.addEventListener("input", narrow);
    search.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && select.size) { event.preventDefault(); select.focus(); }
      if (event.key === "Escape") close();
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (select.size && found.length) select.value = found[0].value;
      close();
      select.focus();
    });
    select.addEventListener("click", () => { if (select.size) close(); });
    select.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && select.size) { event.preventDefault(); close(); }
    });
    select.addEventListener("blur", () => setTimeout(() => {
      if (document.activeElement !== search && select.size) close();
    }));
  };

  document.querySelectorAll("[data-filters]").forEach((part) => {
    part.querySelectorAll("select").forEach((select) => attach(select, part.dataset));
  });
})();
