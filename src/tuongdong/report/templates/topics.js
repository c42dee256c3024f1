// Search, field and locality. The table reads well without any of it.
(() => {
  document.documentElement.classList.add("js");
  const rows = [...document.querySelector("#topics tbody").rows];
  const [search, field, locality, shown] = ["search", "field", "locality", "shown"].map((id) => document.getElementById(id));
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");

  function apply() {
    const sought = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = !locality.value || row.dataset.localities.split("|").includes(locality.value);
      row.hidden = !(fits && (!field.value || row.dataset.field === field.value) && sought.every((word) => row.dataset.words.includes(word)));
      count += !row.hidden;
    }
    document.querySelector("#none").hidden = count > 0 || !rows.length;
    shown.textContent = shown.dataset.pattern.replace("{shown}", count).replace("{total}", rows.length);
  }

  search.addEventListener("input", apply);
  field.addEventListener("change", apply);
  locality.addEventListener("change", apply);
  apply();
})();
