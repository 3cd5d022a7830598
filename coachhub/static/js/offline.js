// The offline page was kept on another day, perhaps: count on from there.
const day = document.querySelector("[data-day]");

if (day) {
  const { day: number, of: last, on } = day.dataset;
  const midnight = new Date(`${on}T00:00`);
  const passed = Math.round((new Date().setHours(0, 0, 0, 0) - midnight) / 86_400_000);
  const now = Number(number) + Math.max(0, passed);
  day.textContent = now > Number(last) ? day.dataset.past : day.dataset.words.replace("{n}", now);
}

// The device says so a moment before the way is there.
addEventListener("online", () => setTimeout(() => location.reload(), 500));
