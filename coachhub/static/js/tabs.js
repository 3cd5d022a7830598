// Tabs and filters that run past an edge show the end of a word there, or its beginning, so that one sees
// that they go on, and have where one is in sight; also after the window or a part has changed.
const SHOWN = 34;
const HIDDEN = 6;
const WIDER = [0, 4, 8, 12, 16];

const begin = (row, items) => {
  const style = getComputedStyle(row);
  const isRtl = style.direction === "rtl";
  const side = parseFloat(style.paddingInlineStart);
  const first = items[0];
  const from = (item) =>
    side +
    (isRtl
      ? first.offsetLeft + first.offsetWidth - item.offsetLeft - item.offsetWidth
      : item.offsetLeft - first.offsetLeft);
  const to = (item) => from(item) + item.offsetWidth;
  const pushedTo = (item) =>
    item === first ? 0 : Math.max(0, to(item.previousElementSibling) - SHOWN);
  const room = row.clientWidth;
  const here = items.find((item) => item.hasAttribute("aria-current")) ?? first;
  const next = here === items.at(-1) ? 0 : 2 * SHOWN;
  const leads = items.find((item) => to(here) - pushedTo(item) <= room - next) ?? here;
  const pushed = pushedTo(leads);
  row.style.setProperty("--tail", `${Math.max(0, pushed + room - row.scrollWidth)}px`);
  row.scrollLeft = isRtl ? -pushed : pushed;
  const last = items.find((item) => to(item) - pushed > room);
  const shown = last ? room + pushed - from(last) : SHOWN;
  return shown >= SHOWN && (!last || last.offsetWidth - shown >= HIDDEN);
};

const lay = (row) => {
  const items = [...row.children];
  row.style.removeProperty("--tail");
  row.style.removeProperty("--wider");
  if (row.scrollWidth <= row.clientWidth) {
    return;
  }
  const fits = (wider) => {
    row.style.removeProperty("--tail");
    row.style.setProperty("--wider", `${wider}px`);
    return begin(row, items);
  };
  if (!WIDER.some(fits)) {
    fits(0);
  }
};

// Where nothing runs past the edge any more, a fade that follows the scrolling would stay as it was.
const fadeAnew = (row) => {
  row.style.animation = "none";
  row.getBoundingClientRect();
  row.style.removeProperty("animation");
};

const layAll = () => {
  for (const row of document.querySelectorAll(".tabs, .chips--way")) {
    lay(row);
    fadeAnew(row);
  }
};

layAll();
document.fonts.ready.then(layAll);
addEventListener("resize", layAll);
document.addEventListener("htmx:after:swap", layAll);
