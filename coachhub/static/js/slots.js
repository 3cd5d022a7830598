// Says which time is chosen, by both clocks, what holds for it, and what the button does with it.
const sayWhen = (when, slot, time) => {
  when.textContent = `${time} ${when.dataset.when}`;
  const there = slot.querySelector("span")?.textContent;
  if (there) document.querySelector("[data-there]").textContent = there;
};

const say = () => {
  const chosen = document.querySelector("input[name=start]:checked");
  if (!chosen) return;
  const [when, rule, act] = ["when", "rule", "with"].map((one) => document.querySelector(`[data-${one}]`));
  const slot = chosen.closest(".slot");
  const time = `${document.getElementById("times").textContent}, ${slot.querySelector("b").textContent}`;
  if (when) sayWhen(when, slot, time);
  if (act) act.textContent = act.dataset.with.replace("{time}", time);
  if (rule) {
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
