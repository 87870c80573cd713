// At a number in a table: its address in the address bar, and below the table where it comes from.
const body = document.querySelector("[data-href-figures]");
const make = (tag, text, className = "") => {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
};
const sourceText = ({ resource, fields, rows, release }) => {
  const which = rows ? `第 ${rows.map((row) => row + 1).join("、")} 行` : "全部行";
  return `${release ? `${release} 的 ` : ""}${resource}.csv 的 ${fields.join("、")} 列，${which}`;
};

if (body && window.location.protocol.startsWith("http")) {
  let figures;
  const panel = make("section", "", "panel panel--cell");
  panel.setAttribute("aria-label", "这个数字怎么来的");
  panel.setAttribute("aria-live", "polite");
  const load = async () => {
    const answer = await fetch(body.dataset.hrefFigures);
    if (!answer.ok) throw new Error(body.dataset.hrefFigures);
    return new Map((await answer.json()).figures.map((figure) => [figure.id, figure]));
  };
  const show = async () => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const cell = id && document.getElementById(id);
    panel.remove();
    if (!cell || !body.contains(cell) || !cell.matches("td, th")) return;
    let figure;
    try {
      figure = (await (figures ??= load())).get(id);
    } catch {
      figures = undefined; // The cell stays marked; the next number asks again.
    }
    if (!figure) return;
    const unit = figure.unit === "%" ? "" : ` ${figure.unit}`;
    const facts = [
      ["精确值", figure.value && `${figure.value}${figure.unit === "%" ? "%" : unit}`],
      ["没有的原因", figure.missing],
      ["基数", figure.base],
      ["算法", figure.formula],
      ["口径", figure.method],
      ["来自", (figure.sources ?? []).map(sourceText).join("；")],
    ];
    const list = document.createElement("dl");
    for (const [label, text] of facts.filter(([, text]) => text)) {
      const row = document.createElement("div");
      row.append(make("dt", label), make("dd", text));
      list.append(row);
    }
    const close = make("button", "关闭", "copy");
    close.type = "button";
    close.addEventListener("click", () => panel.remove());
    panel.replaceChildren(make("p", figure.label), make("p", figure.text + unit, "panel__number"), list, close);
    cell.closest(".table").after(panel);
  };
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td[id]");
    if (!cell || event.target.closest("a, button") || String(window.getSelection())) return;
    const { scrollX, scrollY } = window;
    if (window.location.hash === `#${cell.id}`) show();
    window.location.hash = cell.id;
    window.scrollTo(scrollX, scrollY);
  });
  window.addEventListener("hashchange", show);
  show();
}
