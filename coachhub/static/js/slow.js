// A form whose answer takes its time says so, for eye and ear, and isn't sent a second time meanwhile.
const PATIENCE = 400;
let waiting = null;

const stop = () => {
  if (waiting) {
    clearTimeout(waiting.timer);
    waiting.place.hidden = true;
    waiting = null;
  }
};

document.addEventListener("submit", (event) => {
  const place = event.target.closest("[data-slow]")?.querySelector("[data-slow-place]");
  if (!place || event.defaultPrevented) {
    return;
  }
  if (waiting) {
    event.preventDefault();
    return;
  }
  const show = () => {
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
    place.parentElement.querySelector("[data-slow-said]").textContent =
      place.querySelector(".progress__words").textContent;
  };
  waiting = { place, timer: setTimeout(show, PATIENCE) };
});

// Whoever comes back to the page as it was, breaks off, or gets no answer, finds it ready again.
window.addEventListener("pageshow", stop);
window.addEventListener("unanswered", stop);
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") {
    stop();
  }
});
