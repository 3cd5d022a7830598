// Counts what is written in a field with a limit, once that is near, and says when it is passed, where
// the field doesn't say it already. Nothing is cut off.
document.addEventListener("input", ({ target }) => {
  const named = CSS.escape(target.id);
  const counter = document.querySelector(`[data-counts="${named}"]`);
  if (counter) {
    const letters = [...target.value.trim()].length;
    const { words, max, near } = counter.dataset;
    const isNear = letters >= Number(near);
    counter.textContent = isNear ? words.replace("{n}", letters).replace("{max}", max) : "";
    document
      .querySelectorAll(`[data-over="${named}"]`)
      .forEach((over) => (over.hidden = letters <= Number(max)));
  }
});
