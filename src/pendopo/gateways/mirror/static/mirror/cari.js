/* Search on a copy without a server: loads the few files that the words need (analysis/mirror_search.py makes them).
   A word leads to its stems, a stem to the records that hold it; all words must be met; hits in titles come first, then
   the newest. A word that nobody wrote is tried as the beginning of others. */
const form = document.querySelector("[data-cari]");
const { cari: index, root, language, kinds, none, found, broken } = form.dataset;
const said = form.querySelector("[data-said]");
const [list, more] = ["[data-hits]", "[data-next]"].map((name) => document.querySelector(name));
const names = JSON.parse(kinds);
const kept = new Map();
const STEP = 20, BEGINNINGS = 40;
let hits = [], shown = 0, turn = 0;

function load(file, read = (answer) => answer.json()) {
  const address = index.replace("isi.json", file);
  if (!kept.has(address)) {
    kept.set(address, fetch(address).then((answer) => {
      if (answer.status === 404) return {};
      if (!answer.ok) throw new Error(address);
      return read(answer);
    }));
  }
  return kept.get(address);
}

function spread(word) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    for (const byte of [word.charCodeAt(at) & 255, word.charCodeAt(at) >> 8]) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  }
  return sum;
}

function words(text) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/['’ʼ`]/g, "");
  const found = plain.match(/[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)*/gu) || [];
  return found.flatMap((one) => {
    const parts = one.split(/[-‐‑–]/);
    return parts.length > 1 && /\d/.test(one) ? [parts.join("")] : parts;
  });
}

/* A drawer that is full was split by the next letter. */
function drawer(word, split) {
  const signs = [...word].map((sign) => sign.codePointAt(0).toString(16));
  let letters = 2;
  while (letters < signs.length && split.includes(signs.slice(0, letters).join("-"))) letters += 1;
  return signs.slice(0, letters).join("-");
}

async function stems(word, split) {
  const known = await load(`kata/${drawer(word, split)}.json`);
  if (Object.hasOwn(known, word)) return known[word] ? known[word].split(" ") : null;
  const longer = Object.keys(known).filter((one) => one.startsWith(word)).slice(0, BEGINNINGS);
  return [...new Set([word, ...longer.flatMap((one) => known[one].split(" ").filter(Boolean))])];
}

/* A short list stands here as differences in base 36; of a long one, the number of its file. */
async function numbers(told) {
  let last = 0;
  if (typeof told === "string") return told ? told.split(".").map((one) => (last += parseInt(one, 36))) : [];
  const file = new Uint8Array(await load(`panjang/${told}.bin`, (answer) => answer.arrayBuffer()));
  const found = [], bytes = file.subarray(1);
  if (file[0] === 1) {
    bytes.forEach((byte, at) => {
      for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) found.push(at * 8 + bit);
    });
    return found;
  }
  let gap = 0, places = 0;
  for (const byte of bytes) {
    gap += (byte & 127) << places;
    places += 7;
    if (byte > 127) continue;
    found.push(last += gap);
    [gap, places] = [0, 0];
  }
  return found;
}

async function holders(word, { bits, split }) {
  const group = await stems(word, split);
  if (group === null) return null;
  const places = new Map();
  for (const stem of group) {
    const lists = (await load(`akar/${spread(stem) & ((2 ** bits) - 1)}.json`))[stem];
    if (!lists) continue;
    for (const number of await numbers(lists[1])) if (!places.has(number)) places.set(number, 0);
    for (const number of await numbers(lists[0])) places.set(number, 1);
  }
  return places;
}

async function search(text) {
  const mine = turn += 1;
  const contents = await load("isi.json");
  const groups = (await Promise.all(words(text).map((word) => holders(word, contents)))).filter((one) => one !== null);
  if (mine !== turn) return;
  groups.sort((one, two) => one.size - two.size);
  hits = groups.length ? [...groups[0].keys()].filter((number) => groups.every((one) => one.has(number))) : [];
  const score = new Map(hits.map((number) => [number, groups.reduce((sum, one) => sum + one.get(number), 0)]));
  hits.sort((one, two) => score.get(two) - score.get(one) || one - two);
  list.replaceChildren();
  shown = 0;
  await show();
  said.textContent = hits.length ? `${hits.length.toLocaleString(language)} ${found}` : none;
}

async function show() {
  const { chunk } = await load("isi.json"), part = hits.slice(shown, shown + STEP);
  const chunks = await Promise.all(part.map((number) => load(`catatan/${Math.floor(number / chunk)}.json`)));
  part.forEach((number, at) => list.append(card(chunks[at][number % chunk])));
  shown += part.length;
  more.hidden = shown >= hits.length;
}

function card([path, code, title, titleEn, state, stateEn]) {
  const english = language === "en";
  const item = document.createElement("li"), box = document.createElement("article"), over = document.createElement("p");
  const head = document.createElement("h2"), link = document.createElement("a");
  box.className = "card";
  over.className = "card-over";
  over.textContent = [english ? stateEn : state, names[path.slice(0, -code.length - 1)], code].filter(Boolean).join(" · ");
  head.className = "card-title";
  link.href = `${root}${english ? "en/" : ""}${path.slice(1)}`;
  link.textContent = (english ? titleEn : title) || code;
  head.append(link);
  box.append(over, head);
  item.append(box);
  return item;
}

const asked = new URLSearchParams(location.search).get("q") || "";
form.hidden = false;
form.elements.q.value = asked;
more.addEventListener("click", show);
const run = (text) => search(text).catch(() => { said.textContent = broken; });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?q=${encodeURIComponent(form.elements.q.value)}`);
  run(form.elements.q.value);
});
if (asked) run(asked);
