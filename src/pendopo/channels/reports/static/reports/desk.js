/* The desk by keyboard. Everything here is also there without it: the rows are links and boxes, the rest are forms.
   j k row, x tick, o open, a what comes next, b with the ticked ones, / search, ? help. Single keys can be switched off
   in the help (WCAG 2.1.4). In a form Ctrl+Enter sends, Alt+1..9 takes a template. */
const OFF = "pendopo-desk-keys";
const HERE = "pendopo-desk-here";
const rows = [...document.querySelectorAll("[data-case]")];
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } };
let here = -1;

const stand = (place) => {
  if (!rows.length) return;
  here = Math.max(0, Math.min(rows.length - 1, place));
  rows.forEach((row, at) => row.classList.toggle("here", at === here));
  rows[here].querySelector("[data-open]").focus();
  rows[here].scrollIntoView({ block: "nearest" });
};

const help = () => {
  const shape = document.querySelector("[data-keys]");
  if (!shape) return;
  let dialog = document.querySelector(".desk-keys");
  if (!dialog) {
    document.body.append(shape.content.cloneNode(true));
    dialog = document.querySelector(".desk-keys");
    const box = dialog.querySelector("input");
    box.checked = kept(OFF) !== "1";
    box.addEventListener("change", () => keep(OFF, box.checked ? "0" : "1"));
  }
  dialog.showModal();
};

const go = (row) => {
  try { sessionStorage.setItem(HERE, String(here)); } catch { /* as above */ }
  return row;
};

const deeds = {
  j: () => stand(here + 1),
  k: () => stand(here - 1),
  x: () => { const box = rows[here]?.querySelector("input[type=checkbox]:not(:disabled)"); if (box) box.checked = !box.checked; },
  o: () => { if (rows[here]) go(rows[here]).querySelector("[data-open]").click(); },
  a: () => {
    const row = rows[here];
    if (row?.dataset.act) { go(row); location.assign(row.dataset.act); }
    else if (!rows.length) document.querySelector("[data-acts] a")?.click();
  },
  b: () => document.getElementById("apa")?.focus(),
  "/": () => document.getElementById("desk-q")?.focus(),
  "?": help,
};

const typing = (one) => one.closest("textarea, select, dialog[open], input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form[method=post]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (event.altKey && /^[1-9]$/.test(event.key)) {
    const phrase = document.querySelectorAll("[data-phrase]")[Number(event.key) - 1];
    if (phrase) { event.preventDefault(); phrase.click(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (kept(OFF) === "1" && event.key !== "?") return;
  const deed = deeds[event.key];
  if (deed) { event.preventDefault(); deed(); }
});

for (const row of rows) row.addEventListener("focusin", () => {
  here = rows.indexOf(row);
  rows.forEach((one) => one.classList.toggle("here", one === row));
});

/* Back from a case, the next row is at hand: what was done has left the list. */
try {
  const last = sessionStorage.getItem(HERE);
  if (rows.length && last !== null) { sessionStorage.removeItem(HERE); stand(Number(last)); }
} catch { /* as above */ }

/* On a form that was opened by a key the words come first. */
if (document.querySelector("[data-phrase]")) {
  const words = document.querySelector("form.form textarea");
  if (words) { words.focus(); words.setSelectionRange(words.value.length, words.value.length); }
}
