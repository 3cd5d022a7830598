// Counts what is written in a field with a limit.
document.addEventListener("input", ({ target }) => {
  const counter = document.querySelector(`[data-counts="${CSS.escape(target.id)}"]`);
  if (counter) {
    counter.textContent = counter.dataset.words
      .replace("{n}", target.value.length)
      .replace("{max}", target.maxLength);
  }
});
