// Ticks the fifteen minutes down; the server keeps when they began, so a reload tells the same.
const left = document.querySelector("[data-left]");

if (left) {
  const end = performance.now() + Number(left.dataset.left) * 1000;
  const panes = [...document.querySelectorAll("[data-panes] > *")];
  const tick = () => {
    const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
    left.textContent = left.dataset.words
      .replace("{m}", Math.floor(seconds / 60))
      .replace("{s}", seconds % 60);
    const passed = panes.length - Math.ceil(seconds / 60);
    panes.forEach((pane, number) => {
      pane.classList.toggle("panes__pane--lit", number < passed);
      pane.classList.toggle("panes__pane--now", number === passed);
    });
    if (seconds) {
      setTimeout(tick, 1000);
    } else {
      document.querySelector("[data-over]").hidden = false;
    }
  };
  tick();
}
