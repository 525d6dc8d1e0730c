/* What is wrong with the page as it is drawn: a list of sentences, empty where nothing is. */
() => {
  const found = [];
  const say = (what, element) => {
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 50);
    const classes = element.getAttribute("class");
    found.push(`${what}: <${element.localName}${classes ? ` class="${classes}"` : ""}> ${text}`);
  };
  const is_shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getClientRects().length > 0;
  const style = (element) => getComputedStyle(element);
  const box = (element) => element.getBoundingClientRect();

  const too_wide = document.documentElement.scrollWidth - innerWidth;
  if (too_wide > 0) {
    found.push(`the page is ${too_wide} px too wide`);
    const widest = [...document.querySelectorAll("body *")]
      .filter((each) => is_shown(each) && box(each).right > innerWidth + 1)
      .find((each) => ![...each.children].some((child) => box(child).right > innerWidth + 1));
    if (widest) say("reaches beyond the right edge", widest);
  }

  /* What is for screen readers alone is clipped to a pixel on purpose. */
  const is_hidden_on_purpose = (element) => element.clientWidth <= 2 || element.clientHeight <= 2;
  const is_clipped = (element) => {
    const { overflowX, overflowY, textOverflow } = style(element);
    const wide = element.scrollWidth > element.clientWidth + 1;
    const high = element.scrollHeight > element.clientHeight + 2;
    const on_purpose = textOverflow === "ellipsis" && element.title;
    return (
      (wide && ["hidden", "clip"].includes(overflowX) && !on_purpose) ||
      (high && ["hidden", "clip"].includes(overflowY) && !on_purpose)
    );
  };
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("svg") || !element.textContent.trim() || !is_shown(element)) continue;
    if (element.matches("select, input, textarea, iframe")) continue;
    if (!is_hidden_on_purpose(element) && is_clipped(element)) say("its text is cut off", element);
  }

  /* What is in a panel stays there: else it lies over what is beside it. */
  for (const panel of document.querySelectorAll(".panel, .table-frame, fieldset"))
    if (is_shown(panel) && panel.scrollWidth > panel.clientWidth + 1 && style(panel).overflowX === "visible")
      say(`reaches ${panel.scrollWidth - panel.clientWidth} px out of its panel`, panel);

  /* Nor is it so narrow that a word takes a line for each of its letters. */
  for (const cell of document.querySelectorAll("td, th"))
    if (is_shown(cell) && cell.textContent.trim() && !is_hidden_on_purpose(cell) && box(cell).width < 32 && box(cell).height > 64)
      say("has no room for its words", cell);

  /* A cell is as high as what it says: else that lies over the next one. */
  for (const cell of document.querySelectorAll("td, th"))
    if (is_shown(cell) && cell.scrollHeight > cell.clientHeight + 8 && style(cell).overflowY === "visible")
      say(`says ${cell.scrollHeight - cell.clientHeight} px more than it is high`, cell);

  /* A column of amounts stands right, in figures of one width. */
  const amount = /^[−-]?(SEK\s)?[−-]?\d[\d\s.,]*(\s?(kr|SEK|%))?$/;
  for (const cell of document.querySelectorAll("tbody td, tfoot td")) {
    const text = cell.textContent.trim().replace(/\s+/g, " ");
    if (!/(kr|SEK)/.test(text) || !amount.test(text) || !is_shown(cell)) continue;
    if (style(cell).display !== "table-cell") continue;
    if (!["right", "end"].includes(style(cell).textAlign)) say("an amount that is not right", cell);
    const figures = [cell, ...cell.querySelectorAll("*")].map((each) => style(each));
    if (!figures.some((each) => each.fontVariantNumeric.includes("tabular-nums")))
      say("an amount whose figures are not tabular", cell);
  }

  for (const image of document.images)
    if (image.complete && !image.naturalWidth && is_shown(image)) say("a picture that is not there", image);
  return found;
}
