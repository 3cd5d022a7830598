// The offline page was kept on another day, perhaps: count on from there, by the clock of the plan.
const day = document.querySelector("[data-day]");

if (day) {
  const { day: number, of: last, on, zone } = day.dataset;
  const today = new Intl.DateTimeFormat("sv", { timeZone: zone }).format(new Date()); // 2027-03-18
  const passed = (Date.parse(today) - Date.parse(on)) / 86_400_000;
  const now = Number(number) + Math.max(0, passed);
  day.textContent = now > Number(last) ? day.dataset.past : day.dataset.words.replace("{n}", now);
}

// The device says so a moment before the way is there.
addEventListener("online", () => setTimeout(() => location.reload(), 500));
