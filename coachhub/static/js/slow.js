// What takes its time says so, for eye and ear, and isn't asked for a second time meanwhile: a form's
// answer, or a file that is made when one asks for it.
const PATIENCE = 400;
let waiting = null;

const stop = () => {
  if (waiting) {
    clearTimeout(waiting.timer);
    waiting.place.hidden = true;
    waiting.said.textContent = "";
    waiting = null;
  }
};

const wait = (part, giveUp) => {
  const place = part.querySelector("[data-slow-place]");
  const said = part.querySelector("[data-slow-said]");
  const show = () => {
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
    said.textContent = place.querySelector(".progress__words").textContent;
  };
  waiting = { place, said, giveUp, timer: setTimeout(show, PATIENCE) };
};

document.addEventListener("submit", (event) => {
  const part = event.target.closest("[data-slow]");
  if (!part || event.defaultPrevented) {
    return;
  }
  if (waiting) {
    event.preventDefault();
    return;
  }
  wait(part);
});

const save = (name, file) => {
  const way = document.createElement("a");
  way.href = URL.createObjectURL(file);
  way.download = name;
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), 60_000);
};

const fetchFile = async (way) => {
  const part = way.closest("[data-slow]");
  const failed = part.querySelector("[data-slow-failed]");
  const broken = new AbortController();
  failed.hidden = true;
  wait(part, () => broken.abort());
  try {
    const answer = await fetch(way.href, { signal: broken.signal });
    if (answer.redirected) {
      location.reload(); // whose session is over signs in, and is on this page again
    } else if (answer.ok) {
      save(new URL(way.href).pathname.split("/").at(-1), await answer.blob());
    } else {
      location.assign(way.href); // it says itself what is wrong
    }
  } catch {
    failed.hidden = broken.signal.aborted;
  } finally {
    stop();
  }
};

document.addEventListener("click", (event) => {
  const way = event.target.closest("a[data-file]");
  const isElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!way || isElsewhere) {
    return;
  }
  event.preventDefault();
  if (!waiting) {
    fetchFile(way);
  }
});

// Whoever comes back to the page as it was, breaks off, or gets no answer, finds it ready again.
window.addEventListener("pageshow", stop);
window.addEventListener("unanswered", stop);
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") {
    waiting?.giveUp?.();
    stop();
  }
});
