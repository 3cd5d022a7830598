// What every page gets; the desk has more (`desk.js`), and the portal (`portal.js`). Nothing here is
// needed for a form to work.
import "./answered.js";
import "./confirm.js";
import "./count.js";
import "./leave.js";
import "./menu.js";
import "./parts.js";
import "./reveal.js";
import "./slots.js";
import "./slow.js";
import "./slug.js";
import "./toast.js";
import "./told.js";
import "./unsent.js";
import "./zone.js";

document.documentElement.classList.add("scripted");

const token = document.querySelector('meta[name="csrf-token"]')?.content;

document.addEventListener("htmx:config:request", ({ detail }) => {
  if (token && detail.ctx.request.method !== "GET") {
    detail.ctx.request.headers["X-CSRFToken"] = token;
  }
});

// After a mistake, begin where the mistakes are told.
document.querySelector("[data-focus]")?.focus();

// Whoever comes back to a page that answered a form gets the page, not the question whether to send again.
document.addEventListener("submit", ({ defaultPrevented }) => {
  if (!defaultPrevented && document.documentElement.matches("[data-answer]")) {
    history.replaceState(history.state, "");
  }
});

// Browsers bring only the caret of a long field into sight, and leave a way as it is that a row shows in
// part; who tabs to one sees all of it.
document.addEventListener("keyup", ({ key, target }) => {
  if (key === "Tab" && target.matches("textarea, .chip, .tabs__tab")) {
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
});
