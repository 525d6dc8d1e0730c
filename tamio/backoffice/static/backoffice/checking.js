// A form is checked by the server while one types. What was not touched says nothing yet; what is wrong is said beside
// its field, and neither takes the focus nor changes what is typed.
(() => {
  "use strict";

  const forms = new WeakMap();
  const sent = new WeakSet();
  const touchedIn = (form) => {
    if (!forms.has(form)) forms.set(form, new Set());
    return forms.get(form);
  };
  const checkIn = (form) => form?.querySelector?.("[data-check]");
  const errorOf = (name) => document.getElementById(`id_${name}_error`);
  const summariesIn = (form) => form.querySelectorAll("[id^=errors-]");
  const isField = (element) => element.matches?.("input, select, textarea") && element.name && element.type !== "hidden";

  // The place of the error is there before anything is said in it: one that comes with its words is not read out.
  const touch = (field) => {
    touchedIn(field.form).add(field.name);
    let place = errorOf(field.name);
    if (!place) {
      place = document.createElement("p");
      place.id = `id_${field.name}_error`;
      place.className = "field-error";
      (field.closest(".field") ?? field.closest("td") ?? field.parentElement).append(place);
    }
    place.setAttribute("aria-live", "polite");
  };

  const follow = (event) => {
    const field = event.target;
    const check = isField(field) && checkIn(field.form);
    if (!check) return;
    const isNew = !touchedIn(field.form).has(field.name);
    if (event.type !== "input") touch(field);
    else sent.delete(field.form);
    // While a field is written for the first time there is nothing to say, unless figures follow it.
    const isSpokenOf = !isNew || field.form.querySelector("[data-follows]");
    const asks = { input: isSpokenOf, focusout: isNew, change: true };
    if (asks[event.type]) htmx.trigger(check, "check");
  };
  ["input", "change", "focusout"].forEach((type) => document.addEventListener(type, follow));

  // Once it is sent there is nothing to check, unless one goes on typing.
  document.addEventListener("submit", (event) => {
    const check = !event.defaultPrevented && checkIn(event.target);
    if (!check) return;
    sent.add(event.target);
    htmx.trigger(check, "htmx:abort");
  });

  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches("[data-check]")) return;
    const form = event.target.closest("form");
    if (sent.has(form)) return event.preventDefault();
    const data = event.detail.formData;
    form.querySelectorAll("[type=file]").forEach((each) => data.delete(each.name));
    touchedIn(form).forEach((name) => data.append("_touched", name));
    summariesIn(form).forEach((each) => data.append("_summary", each.id));
  });

  // What says the same as before is left alone, so that it is read out once.
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!checkIn(target.closest("form"))) return;
    if (words(target) === words(fragment)) event.detail.shouldSwap = false;
    // It was read out when the page came; now the fields speak for themselves.
    else target.removeAttribute("role");
  });

  const mark = (field) => {
    const place = errorOf(field.name);
    const isWrong = Boolean(place && words(place));
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== place?.id);
    if (isWrong) others.push(place.id);
    if (others.length) field.setAttribute("aria-describedby", others.join(" "));
    else field.removeAttribute("aria-describedby");
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.matches?.("[data-check]") && event.target.closest("form");
    if (!form) return;
    const signedOut = document.getElementById("signed-out");
    if (signedOut) signedOut.hidden = event.detail.xhr.status !== 401;
    if (event.detail.successful) [...form.elements].filter((each) => isField(each) && touchedIn(form).has(each.name)).forEach(mark);
  });

  // A form that came back with what to correct: all of it has been touched.
  document.querySelectorAll("[data-check][data-is-back]").forEach((check) => {
    [...check.closest("form").elements].filter(isField).forEach(touch);
  });
})();
