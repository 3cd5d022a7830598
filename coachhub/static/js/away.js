// Who is somewhere else than where their days are counted is asked whether to count them there; only the
// zone is sent, by them. No module: it runs where it stands, so that what follows is laid out once.
{
  const offer = document.currentScript.closest("[data-offers-zone]");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clockIn = (zone) =>
    new Date().toLocaleString("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" });

  if (own.includes("/") && own !== offer.dataset.declined && clockIn(own) !== clockIn(offer.dataset.offersZone)) {
    const words = offer.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{city}", own.split("/").pop().replaceAll("_", " "));
    offer.querySelector("[name=zone]").value = own;
    offer.hidden = false;
  }
}
