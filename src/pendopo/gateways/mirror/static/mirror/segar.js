/* The bar above a copied page also says when the copy was last held against the ledger. */
for (const bar of document.querySelectorAll("[data-salinan]")) {
  fetch(bar.dataset.salinan).then((answer) => answer.json()).then((state) => {
    const when = new Date(state.checked).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    bar.append(` ${bar.dataset.said}${when}.`);
  }).catch(() => {});
}
