/* From now on, writes down where the focus goes: a mark of each element, and whether one sees that
   it is there. Answers how many stops there may be. */
() => {
  const drawn = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const around = (element) =>
    [element, element.closest("label"), element.parentElement, element.nextElementSibling];
  window.stops = [];
  document.addEventListener("focusin", ({ target }) => {
    const text = (target.textContent || target.name || "").trim().replace(/\s+/g, " ");
    target.dataset.stop ||= String(window.stops.length + 1);
    window.stops.push({
      mark: target.dataset.stop,
      name: `<${target.localName}> ${text.slice(0, 50)}`,
      skips: target.matches("a[href^='#']"),
      is_seen: target.getClientRects().length > 0 && around(target).filter(Boolean).some(drawn),
    });
  });
  const may_stop = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  return document.querySelectorAll(may_stop).length;
}
