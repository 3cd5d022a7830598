import "./connection.js";

// Lets the phone keep the page that is shown offline.
const worker = document.querySelector("[data-worker]")?.dataset.worker;

if (worker && navigator.serviceWorker) {
  navigator.serviceWorker.register(worker).catch(() => {
    // A private window refuses it: then there is no offline page, and nothing else is missing.
  });
}

// Nothing of the portal is to stay on this device.
const none = document.querySelector("[data-no-worker]")?.dataset.noWorker;

if (none && navigator.serviceWorker) {
  navigator.serviceWorker.getRegistration(none).then((found) => found?.unregister());
  caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
}
