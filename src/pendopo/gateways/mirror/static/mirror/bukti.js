/* Shows one line of the ledger from the files of this copy: its opening as it is, and the file in which it lies. */
for (const box of document.querySelectorAll("[data-bukti]")) {
  const place = Number(new URLSearchParams(location.search).get("baris"));
  if (!Number.isInteger(place) || !location.search) continue;
  const file = `${box.dataset.bukti}rows/${Math.floor(place / 4096)}.jsonl`;
  fetch(file).then((answer) => answer.text()).then((text) => {
    const line = text.split("\n").find((one) => one.startsWith(`{"i":${place},`));
    const row = line ? JSON.parse(line) : {};
    const told = document.createElement(row.f ? "pre" : "p");
    told.textContent = row.f ? JSON.stringify(row, null, 1) : box.dataset.none;
    const link = document.createElement("a");
    link.href = file;
    link.textContent = box.dataset.file;
    box.append(told, link);
  }).catch(() => {});
}
