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

// Menus close with Escape and with a click elsewhere.
const menu = document.querySelector("details.me");
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); } });
document.addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
