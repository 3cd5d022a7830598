// Says which time is chosen, by both clocks, and what holds for it.
const sayWhen = (when, slot) => {
  const [here, there] = ["b", "span"].map((part) => slot.querySelector(part)?.textContent);
  when.textContent = `${document.getElementById("times").textContent}, ${here} ${when.dataset.when}`;
  if (there) document.querySelector("[data-there]").textContent = there;
};

const say = () => {
  const [when, rule] = ["[data-when]", "[data-rule]"].map((one) => document.querySelector(one));
  const chosen = document.querySelector("input[name=start]:checked");
  if (when && chosen) sayWhen(when, chosen.closest(".slot"));
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
