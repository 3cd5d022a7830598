// Says which time is chosen, by both clocks, what holds for it, and what the button does with it.
const sayWhen = (when, slot, said) => {
  const time = said[0].toUpperCase() + said.slice(1);
  const night = slot.querySelector("b > i")?.textContent ?? "";
  when.textContent = `${when.dataset.when.replace("{when}", time)}${night}`;
  const there = slot.querySelector("b + span")?.textContent;
  if (there) document.querySelector("[data-there]").textContent = there;
};

// The daylight goes to where the time is on both clocks.
const lightUp = (clocks, value) => {
  const [begins, ends, at] = [clocks.dataset.begins, clocks.dataset.ends, value].map(Date.parse);
  const light = clocks.querySelector(".clocks__light");
  light.setAttribute("x", `${(100 * (at - begins)) / (ends - begins)}%`);
  light.removeAttribute("visibility");
};

const say = () => {
  const chosen = document.querySelector("input[name=start]:checked");
  if (!chosen) return;
  const [when, rule, act] = ["when", "rule", "with"].map((one) => document.querySelector(`[data-${one}]`));
  const slot = chosen.closest(".slot");
  const time = slot.querySelector("b").firstChild.data;
  const said = document.getElementById("times").dataset.said.replace("{time}", time);
  if (when) sayWhen(when, slot, said);
  const clocks = document.querySelector(".clocks");
  if (clocks) lightUp(clocks, chosen.value);
  if (act) act.textContent = act.dataset.with.replace("{time}", said);
  if (rule) {
    const { until } = chosen.dataset;
    // What stands under it stays where it is.
    rule.style.minBlockSize = `${rule.offsetHeight}px`;
    rule.textContent = until ? rule.dataset.early.replace("{until}", until) : rule.dataset.late;
  }
};

document.addEventListener("change", ({ target }) => {
  if (target.matches("input[name=start]")) {
    target.form.querySelector("[role=alert]")?.remove();
    say();
  }
});

// A time may be chosen already: after a mistake, or when one comes back.
addEventListener("pageshow", say);
