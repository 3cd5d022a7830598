// Moves the line of the hour on, once a minute; the server drew it first.
const line = document.querySelector("[data-hour]");

if (line) {
  const words = document.querySelector("[data-hour-words]");
  const begin = Date.parse(line.dataset.hour);
  const tick = () => {
    const passed = Math.min(line.max, Math.max(0, Math.floor((Date.now() - begin) / 60_000)));
    line.value = passed;
    words.textContent = words.dataset.hourWords.replace("{n}", line.max - passed);
  };
  tick();
  setInterval(tick, 60_000);
}
