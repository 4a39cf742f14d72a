/* On a phone that others use too: a draft survives a lost connection, secret words are kept only if one asks for it, and
   one touch leaves the page and clears what was kept. */
const KEPT = "pendopo-report";
const here = document.querySelector("[data-words]");
const words = here?.querySelector("textarea");
const secret = document.querySelector("input[name=secret]");
const kept = (does) => { try { return does(localStorage); } catch { return null; /* a phone that keeps nothing */ } };
const forget = () => { kept((room) => room.removeItem(KEPT)); kept(() => sessionStorage.clear()); };

function made(name, looks, text) {
  const one = document.createElement(name);
  if (looks) one.className = looks;
  if (text) one.textContent = text;
  return one;
}

if (document.querySelector("script[data-sent]")) forget();
if (words) {
  const said = made("p", "hint"), clear = made("button", "button quiet", here.dataset.clear), tick = made("input");
  said.setAttribute("role", "status");
  clear.type = "button";
  clear.hidden = true;
  here.append(said, clear);
  const keep = () => {
    const may = words.value && (!secret?.checked || tick.checked);
    kept((room) => may ? room.setItem(KEPT, words.value) : room.removeItem(KEPT));
    clear.hidden = !may || !kept((room) => room.getItem(KEPT));
    said.textContent = clear.hidden ? "" : here.dataset.kept;
  };
  if (!words.value) words.value = kept((room) => room.getItem(KEPT)) || "";
  words.addEventListener("input", keep);
  clear.addEventListener("click", () => { forget(); clear.hidden = true; said.textContent = here.dataset.cleared; });
  if (secret) {
    const line = made("p", "choice"), label = made("label", "", here.dataset.keep);
    tick.type = "checkbox";
    tick.id = label.htmlFor = "keep-secret";
    line.append(tick, label);
    const turn = () => { secret.checked ? here.append(line) : line.remove(); tick.checked = false; keep(); };
    secret.addEventListener("change", turn);
    tick.addEventListener("change", keep);
    turn();
  } else keep();
}

for (const way of document.querySelectorAll("[data-hide]")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    forget();
    document.body.replaceChildren();
    location.replace(way.href);
  });
}
