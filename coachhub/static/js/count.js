// Counts what is written in a field with a limit, and says when that is passed. Nothing is cut off.
document.addEventListener("input", ({ target }) => {
  const named = CSS.escape(target.id);
  const counter = document.querySelector(`[data-counts="${named}"]`);
  if (counter) {
    const letters = [...target.value.trim()].length;
    const { words, max } = counter.dataset;
    counter.textContent = words.replace("{n}", letters).replace("{max}", max);
    document.querySelector(`[data-over="${named}"]`).hidden = letters <= Number(max);
  }
});
