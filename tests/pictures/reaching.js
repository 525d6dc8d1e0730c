/* What cannot be reached by keyboard: a list of sentences, empty where everything can. */
() => {
  const found = [];
  const name = (element) =>
    `<${element.localName}${element.className ? ` class="${element.className}"` : ""}> ` +
    (element.textContent || element.name || "").trim().replace(/\s+/g, " ").slice(0, 50);
  const is_shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  for (const each of document.querySelectorAll("[tabindex]"))
    if (each.tabIndex > 0) found.push(`a tabindex above 0: ${name(each)}`);
  const acts =
    ":is([onclick], [hx-get]:not([hx-trigger]), [hx-post]:not([hx-trigger]), [role=button]):not(form)";
  for (const each of document.querySelectorAll(acts))
    if (is_shown(each) && each.tabIndex < 0 && !each.closest("label"))
      found.push(`acts, and takes no focus: ${name(each)}`);
  for (const each of document.querySelectorAll("a:not([href])"))
    if (is_shown(each) && !each.matches("[aria-current], [aria-disabled]"))
      found.push(`a link to nowhere: ${name(each)}`);
  return found;
}
