/* From now on, writes down where the focus goes: a mark of each element, and whether one sees that
   it is there. Answers how many stops there may be. */
() => {
  const drawn = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const is_outlined = (each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  /* What covers its card shows the focus around the card. */
  const covers = (each) => {
    const { content, outlineStyle, outlineWidth } = getComputedStyle(each, "::after");
    return content !== "none" && outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  /* A row shows the focus of its one link, a label that of its field. */
  const around = (element) =>
    [element.closest("label, .row-link"), element.parentElement, element.nextElementSibling];
  const is_before_the_heading = (element) => {
    const heading = document.querySelector("h1");
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return Boolean(heading && element.compareDocumentPosition(heading) & follows);
  };
  window.stops = [];
  document.addEventListener("focusin", ({ target }) => {
    const text = (target.textContent || target.name || "").trim().replace(/\s+/g, " ");
    target.dataset.stop ||= String(window.stops.length + 1);
    window.stops.push({
      mark: target.dataset.stop,
      name: `<${target.localName}> ${text.slice(0, 50)}`,
      skips: target.matches("a[href^='#']"),
      is_before: is_before_the_heading(target),
      is_seen:
        target.getClientRects().length > 0 &&
        (drawn(target) || covers(target) || around(target).filter(Boolean).some(is_outlined)),
    });
  });
  const may_stop = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  return document.querySelectorAll(may_stop).length;
}
