// Names of products under the search field while one writes. Everything works without it.
(() => {
  "use strict";

  const field = document.getElementById("seek");
  const names = document.getElementById("seek-names");
  if (!field || !names) return;
  let waiting = 0;
  let asked = "";

  const show = (found) => {
    names.replaceChildren(...found.map((name) => Object.assign(document.createElement("option"), { value: name })));
  };

  const ask = async () => {
    const written = field.value.trim();
    if (written === asked || written.length < 2) return;
    asked = written;
    const address = `${field.dataset.suggestions}?q=${encodeURIComponent(written)}`;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok && asked === written) show((await answer.json()).names);
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
})();
