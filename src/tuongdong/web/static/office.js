/* What HTML and htmx cannot do by themselves. Every page works without it, with more clicks. */
"use strict";

// Files dropped on a [data-drop] go into its file input.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const told = zone.querySelector("[data-chosen]");
  const tell = () => { told.textContent = Array.from(input.files, (file) => file.name).slice(0, 12).join(", ") + (input.files.length > 12 ? ` … (${input.files.length})` : ""); };
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; tell(); });
  input.addEventListener("change", tell);
}

// A form with [data-confirm] asks before it is sent.
document.addEventListener("submit", (event) => {
  const asked = event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) event.preventDefault();
});

// A form is sent once: a second press while the answer is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 5000); // what came was a file, or nothing
});
window.addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; });

// Menus close with Escape and with a click elsewhere.
const menu = document.querySelector("details.me");
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); } });
document.addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });

// Deciding by keyboard: j and k move from row to row, a letter presses what bears it in `data-key`.
const rows = () => Array.from(document.querySelectorAll("[data-pairs] > .pair"));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-pairs]")) return;
  if (event.target.closest("input, textarea, select")) { if (event.key === "Escape") event.target.closest(".pair")?.focus(); return; }
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "j" || event.key === "k") {
    const next = all[Math.min(all.length - 1, Math.max(0, here + (event.key === "j" ? 1 : -1)))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
    event.preventDefault();
    return;
  }
  const button = here >= 0 && all[here].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (button.tagName === "SUMMARY") button.parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
});

// A row that came back keeps the focus that its forerunner had, and what somebody is writing in its other forms.
const fields = (row) => Array.from(row.querySelectorAll("textarea, input:not([type=hidden])"));
const changed = (field) => field.value !== field.defaultValue;
let left = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const row = event.detail.target;
  const sent = event.detail.requestConfig?.elt;
  const here = document.activeElement;
  if (!row.matches?.(".pair")) { left = null; return; }
  left = {
    row: row.contains(here) ? row.id : "",
    field: fields(row).includes(here) && !sent?.contains(here) ? here.id : "",
    texts: fields(row).filter((field) => !sent?.contains(field) && (field === here || changed(field))).map((field) => [field.id, field.value]),
  };
});
document.addEventListener("htmx:afterSwap", () => {
  if (!left) return;
  for (const [id, text] of left.texts) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = text;
    field.closest("details").open = true;
  }
  document.getElementById(left.field || left.row)?.focus();
  left = null;
});

// What others decided does not replace the row in which somebody is writing.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (fields(event.detail.target).some((field) => field === document.activeElement || changed(field))) event.detail.shouldSwap = false;
});
