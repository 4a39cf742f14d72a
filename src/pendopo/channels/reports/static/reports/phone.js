/* On a phone that others use too: a draft survives a lost connection, secret words are kept only if one asks for it, and
   one touch leaves the page and clears what was kept. */
const KEPT = "pendopo-report";
const words = document.querySelector("[data-words] textarea");
const secret = document.querySelector("input[name=secret]");
const forget = () => { try { localStorage.removeItem(KEPT); sessionStorage.clear(); } catch { /* a phone that keeps nothing */ } };

if (document.querySelector("script[data-sent]")) forget();
if (words) {
  try { if (!words.value) words.value = localStorage.getItem(KEPT) || ""; } catch { /* as above */ }
  words.addEventListener("input", () => {
    try { secret && secret.checked ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, words.value); } catch { /* as above */ }
  });
}
if (secret) secret.addEventListener("change", () => { if (secret.checked) forget(); });

for (const way of document.querySelectorAll("[data-hide]")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    forget();
    document.body.replaceChildren();
    location.replace(way.href);
  });
}

const point = document.querySelector("[data-point]");
if (point && navigator.geolocation) {
  const ask = document.createElement("button");
  ask.type = "button";
  ask.className = "button plain";
  ask.textContent = point.dataset.ask;
  ask.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
    (here) => { point.querySelector("input").value = `${here.coords.latitude.toFixed(5)}, ${here.coords.longitude.toFixed(5)}`; },
    () => { ask.textContent = point.dataset.no; }, { enableHighAccuracy: true, timeout: 15000 }));
  point.append(ask);
}
