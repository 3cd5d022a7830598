// Says what holds for the time that is chosen, with its own day and hour.
const say = () => {
  const rule = document.querySelector("[data-rule]");
  const chosen = document.querySelector("input[name=start]:checked");
  if (rule && chosen) {
    const { until } = chosen.dataset;
    rule.textContent = until ? rule.dataset.early.replace("{until}", until) : rule.dataset.late;
  }
};

document.addEventListener("change", ({ target }) => {
  if (target.matches("input[name=start]")) {
    say();
  }
});

// A time may be chosen already: after a mistake, or when one comes back.
addEventListener("pageshow", say);
