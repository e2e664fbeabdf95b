// Looks at a page as it is laid out, and returns what is wrong in it. With unfold all
// details are opened before.
((unfold) => {
  const problems = [];
  const say = (what, e) => problems.push(what + (e ? ": <" + e.tagName.toLowerCase() + " class=\"" + (e.className.baseVal ?? e.className) + "\"> " + (e.textContent || "").trim().slice(0, 60) : ""));
  if (unfold) document.querySelectorAll("details").forEach(d => { d.open = true; });
  const paper = matchMedia("print").matches;
  const visible = e => e.checkVisibility() && e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().height > 0;

  // No scrolling sideways but in the boxes of tables.
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) say("the page is " + root.scrollWidth + " wide in a window of " + innerWidth);
  for (const e of document.querySelectorAll("body *")) {
    const box = e.closest(".scroll");
    if (box && box !== e && !paper || !visible(e)) continue;
    const r = e.getBoundingClientRect();
    if (r.right > innerWidth + 1 || r.left < -1) say("outside of the window, " + Math.round(r.left) + " to " + Math.round(r.right), e);
  }

  // Texts are not cut, and cells do not run into the next one.
  for (const e of document.querySelectorAll("h1, h2, h3, p, li, dt, dd, dd span, figcaption, summary, .tag, .cards > div, th, td")) {
    if (visible(e) && getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1) say("wider than its box by " + (e.scrollWidth - e.clientWidth), e);
  }

  // What follows something else stands below it.
  for (const parent of document.querySelectorAll("main, section, header, figure, details")) {
    let above = null;
    for (const e of parent.children) {
      if (!visible(e)) continue;
      const r = e.getBoundingClientRect();
      if (above && r.top < above.getBoundingClientRect().bottom - 1) say("covers what is above it", e);
      above = e;
    }
  }
  for (const list of document.querySelectorAll(".cards, .charts, .legend")) {
    const boxes = [...list.children].filter(visible).map(e => [e, e.getBoundingClientRect()]);
    boxes.forEach(([e, a], i) => boxes.slice(i + 1).forEach(([, b]) => {
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) say("covers its neighbour", e);
    }));
  }

  // Charts are seen, and their texts are inside, large enough and not one over another.
  let charts = 0;
  for (const svg of document.querySelectorAll("figure svg")) {
    if (!visible(svg)) {
      if (!svg.closest(".wide, .narrow")) say("a chart is not seen", svg);
      continue;
    }
    charts++;
    const box = svg.getBoundingClientRect();
    if (box.width < 200 || box.height < 60) say("a chart of " + box.width + " × " + box.height, svg);
    const texts = [...svg.querySelectorAll("text")].map(e => [e, e.getBoundingClientRect()]);
    const marks = [...svg.querySelectorAll("path")].map(e => e.getBoundingClientRect()).filter(r => r.width > 2 && r.height > 6);
    texts.forEach(([e, a], i) => {
      if (marks.some(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)) say("covered by a mark of its chart", e);
      if (a.left < box.left - 1 || a.right > box.right + 1 || a.top < box.top - 1 || a.bottom > box.bottom + 1) say("cut by the edge of its chart", e);
      if (a.height < 9) say("a text of a chart is " + a.height + " high", e);
      texts.slice(i + 1).forEach(([f, b]) => {
        if (a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 3 && b.top < a.bottom - 3) say("covers the text " + f.textContent + " in a chart", e);
      });
    });
  }

  // Headings are seen.
  const headings = [...document.querySelectorAll("h1, h2, h3")];
  headings.filter(e => !visible(e) && !e.closest("details:not([open])")).forEach(e => say("a heading is not seen", e));

  // Contrast, by the formula of WCAG 2: 4.5 for texts, 3 for what charts draw.
  const channels = color => (color.match(/[\d.]+/g) || []).map(Number);
  const light = color => {
    const [r, g, b] = channels(color).map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const clear = color => channels(color)[3] === 0;
  const page = getComputedStyle(document.body).backgroundColor;
  const behind = e => {
    for (; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (!clear(color)) return color;
    }
    return page;
  };
  const pale = new Set();
  for (const e of document.querySelectorAll("body *")) {
    if (!visible(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    const color = e.namespaceURI.endsWith("svg") ? style.fill : style.color;
    const ratio = contrast(color, behind(e));
    if (ratio < 4.5 && !pale.has(color)) {
      pale.add(color);
      say("a contrast of " + ratio.toFixed(2), e);
    }
  }
  for (const e of document.querySelectorAll("svg path, svg circle")) {
    const style = getComputedStyle(e);
    const colors = [style.stroke, style.fill].filter(c => c !== "none" && c !== page && parseFloat(style.strokeWidth) >= 0.75);
    if (colors.length && visible(e) && Math.max(...colors.map(c => contrast(c, page))) < 3) say("a mark with a contrast below 3, " + colors, e);
  }

  // Nothing from outside and nothing that runs.
  if (document.querySelector("script, img, iframe, object, embed, link, base, form")) say("an element that does not belong here", document.querySelector("script, img, iframe, object, embed, link, base, form"));
  for (const e of document.querySelectorAll("*")) for (const a of e.attributes) if (a.name.startsWith("on")) say("runs something " + a.name, e);
  if (performance.getEntriesByType("resource").length) say("something was fetched");

  // Boxes that scroll can be reached with the keyboard and have a name.
  for (const box of document.querySelectorAll(".scroll")) {
    const name = document.getElementById(box.getAttribute("aria-labelledby"));
    if (box.tabIndex !== 0 || !name || !name.textContent.trim()) say("a box without a name", box);
  }
  return { problems, charts, headings: headings.length, page, text: document.body.innerText };
})
