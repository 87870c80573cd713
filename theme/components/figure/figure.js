// At a number in a table: its address in the address bar, and below the table everything about it. The words come from
// figures.json and panel.json; here they are only laid out.
const body = document.querySelector("[data-href-figures]");
const make = (tag, text = "", className = "") => {
  const element = document.createElement(tag);
  element.append(...[text].flat());
  if (className) element.className = className;
  return element;
};
const link = (text, href) => {
  const element = make("a", text);
  element.href = href;
  return element;
};
const joined = (parts) => parts.flatMap((part, i) => (i ? ["；", ...part] : part));

if (body && (window.location.protocol.startsWith("http") || "offline" in document.documentElement.dataset)) {
  let loading;
  const section = make("section", "", "panel panel--cell");
  section.setAttribute("aria-label", "这个数字怎么来的");
  section.tabIndex = -1;
  // Whether a key or a click asked, so that the reader is led to the panel; an address opened from outside is not.
  let asked = false;
  const shut = () => {
    const inside = section.contains(document.activeElement);
    section.remove();
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (inside) document.getElementById(id)?.querySelector("a")?.focus();
  };
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });
  const get = async (href) => {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(href);
    return answer.json();
  };
  const load = async () => {
    const { hrefFigures, hrefPanel } = body.dataset;
    const [{ figures }, shared] = await Promise.all([get(hrefFigures), hrefPanel ? get(hrefPanel) : {}]);
    return { figures: new Map(figures.map((figure) => [figure.id, figure])), shared };
  };
  const at = (href) => new URL(href, new URL(body.dataset.hrefPanel, document.baseURI)).href;
  const amount = (text, unit) => (text ? `${text.replace(/%$/, "")}${unit === "%" ? "%" : ` ${unit}`}`.trim() : "—");

  function source({ resource, fields, rows, release }, { files = {} }) {
    const { name = `${resource}.csv`, columns = {}, first_row: first = 2 } = files[resource] ?? {};
    const which = rows ? (rows.length ? `第 ${rows.map((row) => row + first).join("、")} 行` : "没有符合的行") : "全部行";
    return `${release ? `${release} 的 ` : ""}${name} 的${fields.map((field) => `“${columns[field] ?? field}”`).join("、")}列，${which}`;
  }

  // A term and, in brackets, the rows that it is computed from.
  function term(id, { figures, shared }) {
    const one = figures.get(id);
    const rows = (one.sources ?? []).map((from) => source(from, shared)).join("；");
    return [link(one.label, `#${id}`), ` ${amount(one.text, one.unit)}${rows ? `（${rows}）` : ""}`];
  }

  function facts(figure, { figures, shared }) {
    const { files = {}, methods = {}, history = {} } = shared;
    const method = methods[figure.method];
    const cells = [figure, ...(figure.terms ?? []).map((id) => figures.get(id))].flatMap((one) => one.sources ?? []);
    const used = [...new Set(cells.filter((from) => !from.release).map((from) => from.resource))];
    return [
      ["精确值", figure.value && amount(figure.value, figure.unit)],
      ["没有的原因", figure.missing],
      ["基数", figure.base],
      ["数据截至", shared.as_of_text],
      ["算法", figure.formula],
      ["用到", joined((figure.terms ?? []).map((id) => term(id, { figures, shared })))],
      ["口径", method ? [link(method.title, at(method.href))] : figure.method],
      ["来自", (figure.sources ?? []).map((from) => source(from, shared)).join("；")],
      ["数据", joined(used.filter((name) => files[name]).map((name) => [link(files[name].name, at(files[name].name)), ` SHA-256 ${files[name].sha256}`]))],
      ["批准", shared.approval],
      ["各版", joined((history[figure.id] ?? []).map(({ title, words, href }) => [link(title, at(href)), ` ${words}`]))],
      ["引述句", figure.quote],
    ].filter(([, said]) => said && said.length);
  }

  // The address of a mail that names the number, where the site names somebody to tell.
  const mistake = (id, words) => {
    const pattern = body.dataset.mistake;
    if (!pattern) return [];
    const filled = [["id", id], ["words", words]].reduce((to, [name, said]) => to.replaceAll(`%7B${name}%7D`, encodeURIComponent(said)), pattern);
    return [" ", link("纠错", filled)];
  };

  const show = async () => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const cell = id && document.getElementById(id);
    section.remove();
    if (!cell || !body.contains(cell) || !cell.matches("td, th")) return;
    let found;
    try {
      found = await (loading ??= load());
    } catch {
      loading = undefined; // The cell stays marked; the next number asks again.
    }
    const figure = found?.figures.get(id);
    if (!figure) return;
    const { shared } = found;
    const list = document.createElement("dl");
    for (const [label, said] of facts(figure, found)) {
      const row = document.createElement("div");
      row.append(make("dt", label), make("dd", said));
      list.append(row);
    }
    const standing = shared.standing?.[id];
    const state = standing ? make("p", [`${standing.word}，现为 `, link(standing.now, at(standing.href))], "panel__standing") : "";
    const row = document.createElement("div");
    row.append(make("dt", "编号"), make("dd", [make("code", id), ...mistake(id, amount(figure.text, figure.unit))]));
    list.append(row);
    const close = make("button", "关闭", "copy");
    close.type = "button";
    close.addEventListener("click", shut);
    section.replaceChildren(make("p", figure.label), make("p", amount(figure.text, figure.unit), "panel__number"), state, list);
    cell.closest(".table").after(section);
    // The copy buttons belong to the citation component, which adds them where the browser allows it.
    const detail = { id, label: figure.label, words: amount(figure.text, figure.unit), quote: figure.quote };
    section.dispatchEvent(new CustomEvent("copyable", { bubbles: true, detail: { ...detail, pattern: shared.citation } }));
    section.append(close);
    if (asked) section.focus({ preventScroll: true });
    asked = false;
  };
  // Every number of a table is a link to its own address. Tab reaches one of each table, arrow keys the others.
  const links = (table) => [...table.querySelectorAll(".cell")];
  const enliven = (table) => {
    for (const cell of table.querySelectorAll("td[id]")) {
      const whole = link("", `#${cell.id}`);
      whole.className = "cell";
      if (cell.querySelector("a")) {
        whole.append("来历");
        cell.append(" ", whole);
      } else {
        whole.append(...[...cell.childNodes].filter((node) => !node.matches?.(".why")));
        cell.prepend(whole);
      }
      whole.tabIndex = -1;
    }
    const [first] = links(table);
    if (!first) return;
    first.tabIndex = 0;
    table.closest(".table__scroll")?.setAttribute("aria-description", "表格里的数字是链接，按方向键在数字之间移动，按回车键看它的来历。");
    table.addEventListener("keydown", (event) => {
      const here = event.target.closest(".cell");
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (!here || !step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const [down, right] = step;
      const { cellIndex, parentElement: row } = here.closest("td");
      const rows = [...row.parentElement.rows];
      const other = down
        ? rows[rows.indexOf(row) + down]?.cells[cellIndex]?.querySelector(".cell")
        : [...row.querySelectorAll(".cell")][[...row.querySelectorAll(".cell")].indexOf(here) + right];
      if (!other) return;
      for (const one of links(table)) one.tabIndex = -1;
      other.tabIndex = 0;
      other.focus();
    });
  };
  // One table at a time, so that no long table holds up the page.
  for (const table of body.querySelectorAll(".table table")) setTimeout(enliven, 0, table);
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td[id]");
    const away = event.target.closest("a:not(.cell), button");
    if (!cell || away || event.ctrlKey || event.metaKey || event.shiftKey || String(window.getSelection())) return;
    event.preventDefault();
    asked = true;
    const { scrollX, scrollY } = window;
    if (window.location.hash === `#${cell.id}`) show();
    window.location.hash = cell.id;
    window.scrollTo(scrollX, scrollY);
  });
  window.addEventListener("hashchange", show);
  document.addEventListener("DOMContentLoaded", show);
}
