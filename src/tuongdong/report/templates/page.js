// Filters, search and the choice of light or dark. The page reads well without any of it.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const rows = [...document.querySelectorAll(".row")];
  const groups = [...document.querySelectorAll(".group, .part")];
  const search = document.querySelector("#search");
  const shown = document.querySelector("#shown");
  const chosen = { relation: new Set(), kind: new Set() };
  const words = new Map();

  // Letters without marks, as people type: đ -> d. Kept one letter for one, so that places in it are places in the text.
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").replace(/[\u00c0-\u1ef9]/g, (c) => c.normalize("NFD")[0]);
  const textOf = (row) => words.get(row) ?? (words.set(row, fold(row.textContent)), words.get(row));
  const meets = (set, values) => !set.size || values.split(" ").some((value) => set.has(value));

  function apply() {
    const sought = fold(search.value.normalize("NFC")).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = meets(chosen.relation, row.dataset.relations) && meets(chosen.kind, row.dataset.kinds)
        && sought.every((word) => textOf(row).includes(word));
      row.hidden = !fits;
      count += fits;
      const general = row.querySelector(":scope > details");
      if (general && fits && sought.length) general.open = true;
    }
    for (const group of groups) group.hidden = !group.querySelector(".row:not([hidden])");
    document.querySelector("#none").hidden = count > 0 || !rows.length;
    document.querySelector("#reset").hidden = !(sought.length || chosen.relation.size || chosen.kind.size);
    shown.textContent = shown.dataset.pattern.replace("{shown}", count).replace("{total}", rows.length);
    highlight(sought);
  }

  function highlight(sought) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!sought.length) return;
    const ranges = [];
    for (const row of rows.filter((row) => !row.hidden)) {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && ranges.length < 3000) {
        const text = fold(walker.currentNode.data);
        for (const word of sought) for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = document.createRange();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  for (const button of document.querySelectorAll("button[data-relation], button[data-kind]")) {
    const [set, value] = button.dataset.relation ? [chosen.relation, button.dataset.relation] : [chosen.kind, button.dataset.kind];
    button.addEventListener("click", () => {
      set.has(value) ? set.delete(value) : set.add(value);
      button.setAttribute("aria-pressed", set.has(value));
      apply();
    });
  }

  function reset() {
    search.value = "";
    chosen.relation.clear();
    chosen.kind.clear();
    for (const button of document.querySelectorAll("[aria-pressed=true]")) button.setAttribute("aria-pressed", "false");
    apply();
  }

  let waiting;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  document.querySelector("#reset").addEventListener("click", reset);
  document.querySelector("#print").addEventListener("click", () => print());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && document.activeElement === search) reset();
  });
  document.querySelector("#unfold")?.addEventListener("click", () => {
    const folds = [...document.querySelectorAll(".row.folded > details")];
    const open = folds.some((one) => !one.open);
    for (const one of folds) one.open = open;
  });

  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  try { if (localStorage.getItem("tuongdong-theme")) root.dataset.theme = localStorage.getItem("tuongdong-theme"); } catch { /* a page opened from a closed folder has no store */ }
  document.querySelector("#theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("tuongdong-theme", root.dataset.theme); } catch { /* as above */ }
  });

  // A link to a figure's row opens the fold that it lies in; printing opens them all.
  const unfold = () => document.querySelector(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"] > details`)?.setAttribute("open", "");
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => { for (const one of document.querySelectorAll(".row.folded > details")) one.open = true; });
  if (location.hash) unfold();
  apply();
})();
