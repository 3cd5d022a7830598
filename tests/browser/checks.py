"""What no page may fail at, asked of one that stands open in a browser."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

ALL_OF_IT = 8_000
"""So high that the bar at the thumb covers nothing of most pages; axe takes that for lost."""
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
CONTRAST = {
    "runOnly": ["color-contrast", "link-in-text-block"],
    "resultTypes": ["violations"],
}
"""What another theme changes."""
LAYOUT = {
    **RULES,
    "rules": {name: {"enabled": False} for name in CONTRAST["runOnly"]},
}
"""What another width changes."""
WITHOUT_ZONES = {"exclude": [["optgroup"]]}
"""Five hundred options take longer than all else, and are the browser's own to draw."""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WORDS = "document.body.innerText.replace(/\\s+/g, ' ')"
LARGE = "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)"
MOVING = """() => document.getAnimations()
  .filter((one) => one.playState === "running" && one.effect.getComputedTiming().duration > 1)
  .map((one) => one.animationName ?? one.transitionProperty)"""
CUT_OFF = """() => {  // what is hidden from the ear only repeats words that stand whole elsewhere
  const speaks = (it) => [...it.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const clips = (it) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(it);
    return /hidden|clip/.test(overflowX + overflowY) && clipPath === "none" && it.clientWidth > 1;
  };
  const holds = (it) => /auto|scroll|hidden|clip/.test(getComputedStyle(it).overflow);
  const isHeld = (it, top) => it !== top && (holds(it) || isHeld(it.parentElement, top));
  const isCut = (it) => {
    const box = it.getBoundingClientRect();
    const within = [it, ...it.querySelectorAll("*")].filter((one) => one.checkVisibility());
    const words = document.createRange();
    const sticksOut = (one) => [...one.childNodes].some((text) => {
      if (text.nodeType !== 3 || !text.data.trim()) return false;
      words.selectNodeContents(text);
      const seen = words.getBoundingClientRect();
      return seen.right > box.right + 1 || seen.left < box.left - 1 || seen.bottom > box.bottom + 4;
    });
    const isRead = (one) => speaks(one) && !one.closest(".visually-hidden") && !isHeld(one, it);
    return within.some((one) => isRead(one) && sticksOut(one));
  };
  const unsaid = "option, select, .visually-hidden, [aria-hidden=true], [aria-hidden=true] *";
  return [...document.querySelectorAll(`body *:not(${unsaid})`)]
    .filter((it) => it.checkVisibility() && clips(it) && isCut(it))
    .map((it) => `${it.localName}.${it.className}`);
}"""
_CANVAS = """
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.background = "Canvas";
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
"""
PAINTED = """() => {
  CANVAS
  return [...document.querySelectorAll("body :not(option, .light, .light *, .skeleton *)")]
  .filter((it) => it instanceof HTMLElement && !it.children.length && !it.innerText.trim())
  .filter((it) => it.checkVisibility() && it.offsetWidth > 2 && it.offsetHeight > 1)
  .filter((it) => !/^(input|textarea|select|progress|img|iframe|hr)$/.test(it.localName))
  .filter((it) => {
    const style = getComputedStyle(it);
    const isPaint = !/^(rgba\\(0, 0, 0, 0\\)|transparent)$/.test(style.backgroundColor);
    const isDrawn = style.borderTopWidth !== "0px" || style.borderLeftWidth !== "0px";
    it.dataset.wasPaint ??= isPaint && !isDrawn;
    return it.dataset.wasPaint === "true" && style.backgroundColor === canvas && !isDrawn
      && matchMedia("(forced-colors: active)").matches;
  })
  .map((it) => `${it.localName}.${it.className}`);
}""".replace("CANVAS", _CANVAS)
UNMARKED = """() => {
  CANVAS
  const ground = (colour) => colour === canvas || colour.endsWith(", 0)") ? "" : colour;
  const look = (it) => {
    const seen = getComputedStyle(it);
    const edges = ["Top", "Right", "Bottom", "Left"].map((side) =>
      seen[`border${side}Width`] + seen[`border${side}Color`] + seen[`border${side}Style`]);
    const { color, outlineStyle, textDecorationLine } = seen;
    return [edges, ground(seen.backgroundColor), color, outlineStyle, textDecorationLine].join();
  };
  const signs = (it) => [it, it.parentElement, it.nextElementSibling, ...it.querySelectorAll("*")]
    .filter(Boolean).map(look).join("|");
  const hidden = [...document.querySelectorAll("input[type=radio], input[type=checkbox]")]
    .filter((it) => it.checkVisibility() && getComputedStyle(it).opacity === "0");
  const were = hidden.filter((it) => it.checked);
  const chosen = hidden.filter((it) => {
    it.checked = true;
    const on = signs(it);
    it.checked = false;
    return on === signs(it);
  });
  were.forEach((it) => { it.checked = true; });  // a radio takes the choice from its neighbours
  const current = [...document.querySelectorAll("a[aria-current]")].filter((it) => {
    const was = it.getAttribute("aria-current");
    const weight = () => getComputedStyle(it).fontWeight;
    const on = signs(it) + weight();
    it.removeAttribute("aria-current");
    const isSame = on === signs(it) + weight();
    it.setAttribute("aria-current", was);
    return it.checkVisibility() && isSame;
  });
  return [...chosen, ...current].map((it) => `${it.localName}.${it.className}`);
}""".replace("CANVAS", _CANVAS)

UNREAD = """() => {
  const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const linear = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) =>
      part / 255 <= 0.04 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05;
  };
  const isNone = (colour) => /^rgba\\(.*, 0\\)$|^transparent$/.test(colour);
  return [...document.querySelectorAll("body *")].filter((it) => {
    const { forcedColorAdjust, backgroundColor, color } = getComputedStyle(it);
    const isOwn = forcedColorAdjust === "none" && !isNone(backgroundColor);
    if (!isOwn || !it.innerText?.trim()) return false;
    const [low, high] = [light(backgroundColor), light(color)].sort((one, two) => one - two);
    return it.checkVisibility() && high / low < 4.5;
  }).map((it) => `${it.localName}.${it.className}`);
}"""
"""What takes its own colours all the same must be readable in them."""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
"""As wide as WCAG 1.4.12 lets a reader set all words."""
UNSPACED = "() => document.adoptedStyleSheets.pop() && undefined"


def spread(page: Page, width: int) -> None:
    """Make the window so wide, and so high that nothing lies under what sticks to its edges."""
    page.set_viewport_size({"width": width, "height": ALL_OF_IT})
    long = page.evaluate("document.documentElement.scrollHeight")
    if long > ALL_OF_IT:
        page.set_viewport_size({"width": width, "height": long})


def accessible(page: Page, rules: dict[str, Any] = RULES) -> Iterator[str]:
    """What axe finds."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([where, rules]) => axe.run(where, rules).then(({ violations }) => "
        "violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)))",
        [WITHOUT_ZONES, rules],
    )
    yield from found


TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]:not([data-samples] *)")].map(({ id }) => id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}"""


def named(page: Page) -> Iterator[str]:
    """A page has a title of its own and one first heading, and calls no two things the same
    but samples of one piece in its states.
    """
    if not page.title().split(" · ")[0].strip():
        yield "no title"
    heads = page.locator("h1:not([role])").filter(visible=True).count()
    if heads != 1:
        yield f"{heads} first headings"
    yield from (f"twice: #{one}" for one in page.evaluate(TWICE))


def fits(page: Page) -> Iterator[str]:
    """Nothing reaches past the edge."""
    over = page.evaluate(OVERFLOW)
    if over > 0:
        yield f"{over} px too wide"


def whole(page: Page) -> Iterator[str]:
    """No words are cut off."""
    yield from (f"cut off: {what}" for what in set(page.evaluate(CUT_OFF)))


def spaced(page: Page) -> Iterator[str]:
    """With words and lines set wide apart nothing is lost."""
    page.evaluate(SPACED)
    yield from (f"set wide apart: {what}" for what in chain(fits(page), whole(page)))
    page.evaluate(UNSPACED)


def marked(page: Page) -> Iterator[str]:
    """With the reader's own few colours, what is drawn and what is chosen can still be seen."""
    words = page.evaluate(WORDS)
    page.evaluate(PAINTED)
    page.emulate_media(forced_colors="active")
    yield from (f"no mark in forced colours: {what}" for what in set(page.evaluate(PAINTED)))
    yield from (f"not told in forced colours: {what}" for what in set(page.evaluate(UNMARKED)))
    yield from (f"unreadable in forced colours: {what}" for what in set(page.evaluate(UNREAD)))
    if page.evaluate(WORDS) != words:
        yield "other words in forced colours"
    page.emulate_media(forced_colors="none")


def still(page: Page) -> Iterator[str]:
    """Who wants no motion sees none, and the same words."""
    page.emulate_media(reduced_motion="no-preference")
    words = page.evaluate(WORDS)
    page.emulate_media(reduced_motion="reduce")
    yield from (f"moves: {what}" for what in set(page.evaluate(MOVING)))
    if page.evaluate(WORDS) != words:
        yield "other words without motion"
