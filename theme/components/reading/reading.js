// Reading tools: the size holds for this visit, in the storage of this tab; nothing is kept afterwards.
const KEY = "text-size";
const group = document.querySelector(".reading");
const read = () => {
  try {
    return window.sessionStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // Storage may be forbidden: the choice then holds for this page.
  }
};
const keep = (size) => {
  try {
    window.sessionStorage.setItem(KEY, size);
  } catch {
    // See above.
  }
};
const apply = (size) => {
  if (size) document.documentElement.dataset.size = size;
  else delete document.documentElement.dataset.size;
  for (const button of group?.querySelectorAll("[data-size]") ?? []) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }
};

if (group) {
  const sizes = [...group.querySelectorAll("[data-size]")];
  for (const button of sizes) {
    button.addEventListener("click", () => {
      keep(button.dataset.size);
      apply(button.dataset.size);
    });
  }
  group.querySelector("[data-print]").addEventListener("click", () => window.print());
  group.hidden = false;
}
apply(["large", "larger"].find((size) => size === read()) ?? "");
