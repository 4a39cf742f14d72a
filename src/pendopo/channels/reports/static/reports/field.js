/* The inspector's list where there is no line. One file, two places: on the page it keeps what is written until it can be
   sent; as the page's worker it hands out the kept page. It keeps this one page and nothing else, only when asked to, and
   throws it away when the one who kept it is signed out. */
const SHELF = "pendopo-field-1";
const BOX = "pendopo-field";

const box = () => new Promise((good, bad) => {
  const asked = indexedDB.open(BOX, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("letters", { keyPath: "key" });
  asked.onsuccess = () => good(asked.result);
  asked.onerror = () => bad(asked.error);
});
const inBox = async (mode, deed) => {
  const store = (await box()).transaction("letters", mode).objectStore("letters");
  return new Promise((good, bad) => {
    const asked = deed(store);
    asked.onsuccess = () => good(asked.result);
    asked.onerror = () => bad(asked.error);
  });
};

/* As a worker */
const ours = (address) => /\/laporan\/meja\/lapangan\/$/.test(new URL(address).pathname);
const still = (address) => /\/(static|statis)\//.test(new URL(address).pathname);

const fresh = async (request) => {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request);
    if (ours(request.url) && (answer.redirected || answer.status === 403)) await caches.delete(SHELF);
    else if (answer.ok && await shelf.match(request, { ignoreSearch: true })) await shelf.put(request, answer.clone());
    return answer;
  } catch (gone) {
    const kept = await shelf.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw gone;
  }
};

const asWorker = () => {
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("fetch", (event) => {
    if (event.request.method === "GET" && (ours(event.request.url) || still(event.request.url))) event.respondWith(fresh(event.request));
  });
};

/* On the page */
const onPage = () => {
  const line = document.querySelector("[data-field]");
  if (!line || !("indexedDB" in window)) return;
  const said = line.querySelector("[data-said]");
  const keepButton = line.querySelector("[data-keep]");
  const clearButton = line.querySelector("[data-clear]");
  const say = (words) => { said.hidden = !words; said.textContent = words; };

  const token = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected || !answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-visit] input[type=hidden]");     /* the proof that the form is ours comes first */
  };

  const count = async () => {
    const waiting = await inBox("readonly", (store) => store.count());
    clearButton.hidden = !waiting && !(await caches.has(SHELF));
    return waiting;
  };

  const send = async () => {
    const letters = await inBox("readonly", (store) => store.getAll());
    if (!letters.length) return;
    let proof = null;
    try { proof = await token(); } catch { say(line.dataset.waits.replace("{}", letters.length)); return; }
    if (!proof) { say(line.dataset.door); return; }
    for (const letter of letters) {
      const words = new FormData();
      words.append(proof.name, proof.value);
      words.append("key", letter.key);
      words.append("text", letter.text);
      if (letter.photo) words.append("photo", letter.photo, letter.name || "foto.jpg");
      let answer;
      try {
        answer = await fetch(letter.address, { method: "POST", body: words, headers: { Accept: "application/json" } });
      } catch { break; }
      if (answer.ok && !answer.redirected) {
        await inBox("readwrite", (store) => store.delete(letter.key));
        say(line.dataset.sent);
      } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        say(line.dataset.refused);
        break;
      } else break;
    }
    const left = await count();
    if (left && !said.textContent) say(line.dataset.waits.replace("{}", left));
  };

  for (const form of document.querySelectorAll("[data-visit]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const photo = form.elements.photo.files[0];
      await inBox("readwrite", (store) => store.put({
        key: form.elements.key.value, address: form.action, text: form.elements.text.value,
        photo: photo || null, name: photo ? photo.name : "",
      }));
      form.reset();
      form.elements.key.value = crypto.randomUUID();
      form.closest("details").open = false;
      say(line.dataset.stays);
      await send();
      await count();
    });
  }

  if ("serviceWorker" in navigator && "caches" in window) {
    keepButton.hidden = false;
    keepButton.addEventListener("click", async () => {
      await navigator.serviceWorker.register(line.dataset.field, { scope: location.pathname });
      await navigator.serviceWorker.ready;
      const shelf = await caches.open(SHELF);
      const things = [...document.querySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]")].map((one) => one.href || one.src);
      await shelf.addAll([location.pathname, ...things]);
      say(line.dataset.kept);
      clearButton.hidden = false;
    });
    clearButton.addEventListener("click", async () => {
      await caches.delete(SHELF);
      await inBox("readwrite", (store) => store.clear());
      for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope.endsWith(location.pathname)) await one.unregister();
      clearButton.hidden = true;
      say("");
    });
  }
  window.addEventListener("online", send);
  send().then(count);
};

if (typeof document === "undefined") asWorker(); else onPage();
