// Keeps the desk's page and program for inspectors on the road: without a network, pages come from here.
//
// Only the desk is under this scope. Answers of the API are never kept here; the program keeps what it needs itself.
const KEPT = "desk-program";
const PAGE = "/desk/visits";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keep());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/-[0-9a-f]{12,}[._]/.test(url.pathname)) event.respondWith(part(request));
});

// The newest page from the network, and its program; the kept page without one.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) keep().catch(() => {});
    return answer;
  } catch {
    return (await caches.match(PAGE, { cacheName: KEPT })) ?? Response.error();
  }
}

// A file whose name changes with its content.
async function part(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  return fetch(request);
}

// The page and everything it names; what it no longer names goes.
async function keep() {
  const answer = await fetch(PAGE, { cache: "no-cache" });
  if (!answer.ok) return;
  const html = await answer.clone().text();
  const named = html.matchAll(/["'(=](\/[\w.-]+\.(?:js|wasm|css|svg))["')\s>]/g);
  const wanted = [...new Set([...named].map(([, path]) => path))];
  const cache = await caches.open(KEPT);
  for (const path of wanted) {
    if (!(await cache.match(path))) await cache.add(path);
  }
  await cache.put(PAGE, answer);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== PAGE && !wanted.includes(pathname)) await cache.delete(url);
  }
}
