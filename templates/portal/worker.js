// Shows the offline page where there is no way to the portal. It keeps that page and what it is drawn
// with, and nothing of what anybody writes or reads. A page whose form gets no answer stays, and is told.
const PAGE = {{ url_for("portal.offline", practice=here)|tojson }};
const DRAWN_WITH = [
  {{ asset("css/app.css")|tojson }},
  {{ asset("js/offline.js")|tojson }},
  {{ asset("fonts/newsreader-latin.woff2")|tojson }},
  {{ asset("fonts/hanken-grotesk-latin.woff2")|tojson }},
  {{ asset("icons/favicon.svg")|tojson }},
  {%- if theme_url %}
  {{ theme_url|tojson }},
  {%- endif %}
];
const STORE = {{ ("portal-" ~ here)|tojson }};
const AN_HOUR = 60 * 60 * 1000;

// Whoever is signed out by now is led elsewhere: then nothing of them stays.
const keep = async () => {
  const store = await caches.open(STORE);
  const page = await fetch(PAGE, { redirect: "manual" });
  if (page.ok) {
    await store.put(PAGE, page);
  } else if (page.status < 500) {
    await store.delete(PAGE);
  }
};

const keepAnew = async (isLedAway) => {
  const kept = await (await caches.open(STORE)).match(PAGE);
  if (isLedAway || !kept || Date.now() - Date.parse(kept.headers.get("Date")) > AN_HOUR) {
    await keep();
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(
    caches
      .delete(STORE)
      .then(() => caches.open(STORE))
      .then((store) => store.addAll(DRAWN_WITH))
      .then(keep),
  );
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const offline = async (error) => {
  const page = await caches.match(PAGE);
  if (page) {
    return page;
  }
  throw error;
};

// The answer without a content leaves the page as it was, with what was typed (connection.js). A page from
// outside, like the account's, isn't ours to tell.
const unanswered = async ({ referrer }, error) => {
  if (!referrer.startsWith(registration.scope)) {
    return offline(error);
  }
  for (const page of await clients.matchAll({ type: "window" })) {
    page.postMessage("unanswered");
  }
  return new Response(null, { status: 204 });
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    const answer = fetch(request);
    event.respondWith(answer.catch(offline));
    event.waitUntil(answer.then(({ type }) => keepAnew(type === "opaqueredirect")).catch(() => {}));
  } else if (request.mode === "navigate" && request.method === "POST") {
    event.respondWith(fetch(request).catch((error) => unanswered(request, error)));
  } else if (DRAWN_WITH.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
