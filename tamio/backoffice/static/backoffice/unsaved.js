// What is typed in a form and not saved is kept in this browser, and offered after a closed tab, a crash or a signed-out
// session. Only what differs from what is saved is kept, for a week, for the one who typed it; never passwords, codes,
// files or hidden fields. It goes with saving, with signing out, and when somebody else signs in.
(() => {
  "use strict";

  const PREFIX = "tamio-unsaved:";
  const LONGEST = 7 * 86_400_000;
  const MOST = 3;
  const NEVER = "[type=hidden], [type=password], [type=file], [autocomplete=one-time-code], [autocomplete$=password], [data-never-kept]";
  const person = document.body.dataset.person;

  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
  };
  const write = (key, kept) => {
    if (!kept.length) return localStorage.removeItem(key);
    // A browser that is full, or refuses: nothing is kept, and all else works.
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch { return undefined; }
  };
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const forgetAll = () => keys().forEach((key) => localStorage.removeItem(key));

  const tidy = () => keys().forEach((key) => {
    const isTheirs = key.startsWith(`${PREFIX}${person}:`);
    write(key, isTheirs ? read(key).filter((each) => each.at > Date.now() - LONGEST) : []);
  });
  const forgetWhatIsSaved = () => {
    const saved = /(?:^|; )tamio_saved=([^;]*)/.exec(document.cookie)?.[1];
    if (!saved) return;
    const key = `${PREFIX}${person}:${decodeURIComponent(saved)}`;
    // Not what another tab has of the same form.
    write(key, read(key).filter((each) => !each.isSent));
    document.cookie = "tamio_saved=; path=/; max-age=0; samesite=lax";
  };

  // By the name of each field, a list: several ticks share one name.
  const fieldsIn = (form) => [...form.elements].filter((each) => each.matches("input, select, textarea") && each.name && !each.disabled && !each.matches(NEVER));
  const chosen = (select, which) => {
    const found = [...select.options].filter((each) => each[which]);
    if (!found.length && !select.multiple && select.options.length) found.push(select.options[0]);
    return found.map((each) => each.value);
  };
  const valuesIn = (form, { saved }) => {
    const found = {};
    fieldsIn(form).forEach((each) => {
      const values = (found[each.name] ??= []);
      if (each.matches("select")) values.push(...chosen(each, saved ? "defaultSelected" : "selected"));
      else if (each.matches("[type=color]")) values.push((saved ? each.defaultValue : each.value).toLowerCase());
      else if (!each.matches("[type=checkbox], [type=radio]")) values.push(saved ? each.defaultValue : each.value);
      else if (saved ? each.defaultChecked : each.checked) values.push(each.value);
    });
    return found;
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const changes = (saved, now) => Object.fromEntries(
    Object.keys(now).filter((name) => !same(saved[name], now[name])).map((name) => [name, [saved[name], now[name]]]),
  );

  const fill = (form, name, values) => fieldsIn(form).filter((each) => each.name === name).forEach((each, at) => {
    if (each.matches("select")) [...each.options].forEach((option) => { option.selected = values.includes(option.value); });
    else if (each.matches("[type=checkbox], [type=radio]")) each.checked = values.includes(each.value);
    else each.value = values[at] ?? "";
    const fold = each.closest("details");
    if (fold) fold.open = true;
    each.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const labelOf = (form, name) => {
    const field = fieldsIn(form).find((each) => each.name === name);
    const label = (field.matches("[type=radio]") && field.closest("fieldset")?.querySelector("legend")) || field.labels?.[0];
    return field.getAttribute("aria-label") ?? label?.firstChild?.textContent.trim() ?? name;
  };
  const clock = (time, at) => {
    const isToday = new Date(at).toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: "numeric", month: "long" };
    const style = { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, style).format(at);
    time.dateTime = new Date(at).toISOString();
  };

  const follow = (place) => {
    const form = place.closest("form");
    const offer = place.querySelector("[data-offer]");
    const key = PREFIX + place.dataset.keptAs;
    const saved = valuesIn(form, { saved: true });
    let own = `${Date.now()}-${Math.random()}`;
    let isTyped = false;
    let soon;

    const keep = () => {
      clearTimeout(soon);
      if (!isTyped) return;
      isTyped = false;
      const found = changes(saved, valuesIn(form, { saved: false }));
      const others = read(key).filter((each) => each.id !== own);
      const record = Object.keys(found).length ? [{ id: own, at: Date.now(), changes: found }] : [];
      write(key, [...others, ...record].slice(-MOST));
    };
    const send = () => {
      keep();
      write(key, read(key).map((each) => (each.id === own ? { ...each, isSent: true } : each)));
    };
    const type = () => {
      isTyped = true;
      clearTimeout(soon);
      soon = setTimeout(keep, 400);
    };

    // Of a field that is gone from the form, nothing can be said.
    const left = (record) => Object.entries(record.changes).filter(([name, [, typed]]) => name in saved && !same(saved[name], typed));
    const show = () => {
      const worth = read(key).filter((each) => each.id === own || left(each).length);
      // What is there still was sent in vain, and goes with no later save.
      write(key, worth.map((each) => ({ ...each, isSent: false })));
      const record = worth.filter((each) => each.id !== own).at(-1);
      offer.hidden = !record;
      if (!record) return;
      clock(offer.querySelector("[data-at]"), record.at);
      const changed = left(record).filter(([name, [before]]) => !same(saved[name], before));
      offer.querySelector("[data-fields]").textContent = changed.map(([name]) => labelOf(form, name)).join(", ");
      offer.querySelector("[data-conflict]").hidden = !changed.length;
    };
    const offered = () => read(key).filter((each) => each.id !== own).at(-1);
    const restore = () => {
      const record = offered();
      offer.hidden = true;
      if (!record) return;
      own = record.id;
      left(record).forEach(([name, [, typed]]) => fill(form, name, typed));
      fieldsIn(form).find((each) => each.name === left(record)[0]?.[0])?.focus();
    };
    const discard = () => {
      const record = offered();
      write(key, read(key).filter((each) => each.id !== record?.id));
      show();
      if (offer.hidden) fieldsIn(form)[0]?.focus();
    };

    if ("isBack" in place.dataset) {
      // What is typed stands in the form: it goes on from what was saved before.
      const record = read(key).findLast((each) => each.isSent);
      own = record?.id ?? own;
      Object.entries(record?.changes ?? {}).forEach(([name, [before]]) => { if (name in saved) saved[name] = before; });
    } else show();
    form.addEventListener("input", type);
    form.addEventListener("change", type);
    form.addEventListener("submit", send);
    offer.querySelector("[data-restore]").addEventListener("click", restore);
    offer.querySelector("[data-discard]").addEventListener("click", discard);
    return keep;
  };

  let isSigningOut = false;
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-signs-out]")) return;
    isSigningOut = true;
    forgetAll();
  });
  if (!person) return;
  tidy();
  forgetWhatIsSaved();
  const kept = [...document.querySelectorAll("[data-kept-as]")].map(follow);
  const keepNow = () => { if (!isSigningOut) kept.forEach((keep) => keep()); };
  window.addEventListener("pagehide", keepNow);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keepNow(); });
})();
