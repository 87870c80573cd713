// Sorting: each header becomes a button; numbers by their exact value, words by their Chinese order, missing last.
const collator = new Intl.Collator("zh-CN", { numeric: true });
const valueOf = (cell, numeric) => {
  const text = cell.dataset.value ?? cell.textContent.trim();
  if (!numeric) return text;
  const number = Number(text.replaceAll(",", ""));
  return text === "" || Number.isNaN(number) ? null : number;
};
const compare = (a, b, sign) => {
  if (a === null || b === null) return (a === null) - (b === null);
  return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
};

for (const table of document.querySelectorAll(".table table")) {
  const body = table.tBodies[0];
  const headers = [...table.tHead.rows[0].cells];
  if (body.rows.length < 3) continue;
  headers.forEach((header, index) => {
    const head = header.querySelector(".table__head");
    if (!head) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    head.replaceWith(button);
    button.append(head);
    const numeric = header.classList.contains("k-number");
    button.addEventListener("click", () => {
      const sign = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
      const keyed = [...body.rows].map((row) => [valueOf(row.cells[index], numeric), row]);
      keyed.sort(([a], [b]) => compare(a, b, sign));
      body.append(...keyed.map(([, row]) => row));
    });
  });
}

// The hint stands only where there is something to the side.
const hints = [...document.querySelectorAll(".table__hint")];
const measure = () => {
  for (const hint of hints) {
    const scroll = hint.parentElement.querySelector(".table__scroll");
    hint.hidden = scroll.clientWidth > 0 && scroll.scrollWidth <= scroll.clientWidth;
  }
};
if (hints.length) {
  measure();
  window.addEventListener("resize", measure);
}
