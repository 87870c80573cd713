// Search (站内搜索): the search page's form, filters and results, on Pagefind's JavaScript API.

import { join, marks, normal, phrases } from "./split.js";

const SHOWN = 10;
const BEFORE = 30;
const LENGTH = 120;
const FILTERS = ["kind", "year", "department", "status"];

// Writes a text with its found places marked, as DOM nodes: page text is never read as HTML.
function write(element, text, terms) {
  let at = 0;
  for (const [start, end] of marks(text, terms)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    element.append(text.slice(at, start), mark);
    at = end;
  }
  element.append(text.slice(at));
}

// The piece of a page around the first place, after its title, where a term stands; cut in no number, word or character.
function excerpt(text, title, terms) {
  const first = text.indexOf(title);
  const skip = first >= 0 && !text.slice(0, first).trim() ? first + title.length : 0;
  const found = marks(text, terms);
  const [start, end] = found.find(([at]) => at >= skip) ?? [skip, skip];
  let from = Math.max(skip, start - BEFORE);
  let to = Math.max(from + LENGTH, end);
  const cuts = (at) => /^(?:[\w.,%][\w.,%]|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(at - 1, at + 1));
  while (from > skip && cuts(from)) from -= 1;
  while (to < text.length && cuts(to)) to += 1;
  return `${from > skip ? "…" : ""}${text.slice(from, to).trim()}${to < text.trimEnd().length ? "…" : ""}`;
}

// Every page that holds a term, with a score: in the title 2; in the text 1, or 0 when its last number goes on.
async function holders(pagefind, term) {
  const found = new Map();
  const add = async (phrase, score) => {
    for (const { id, data } of (await pagefind.search(phrase)).results) {
      if (!(found.get(id)?.score >= score)) found.set(id, { id, data, score });
    }
  };
  for (const phrase of phrases(term, true)) await add(phrase, 2);
  for (const [i, phrase] of phrases(term).entries()) await add(phrase, i ? 0 : 1);
  return found;
}

// Every page that holds all terms, the scores added up.
export async function find(pagefind, terms) {
  const each = [];
  for (const term of terms) each.push(await holders(pagefind, term));
  const [first, ...others] = each;
  return [...first.values()]
    .filter(({ id }) => others.every((found) => found.has(id)))
    .map((hit) => ({ id: hit.id, data: hit.data, score: each.reduce((sum, found) => sum + found.get(hit.id).score, 0) }));
}

// Pagefind, all pages, which of them hold each filter value, and their order from newest to oldest. The values, and being
// a page at all, are words of the index, see plugins/search/facet.py. Sorting by Pagefind would lose undated pages.
export async function open(root) {
  const at = (file) => new URL(`${root}pagefind/${file}`, document.baseURI).href;
  const [pagefind, answer] = await Promise.all([import(at("pagefind.js")), fetch(at("facets.json"))]);
  if (!answer.ok) throw new Error(`facets.json: ${answer.status}`);
  const { page, ...names } = await answer.json();
  await pagefind.init();
  const bearing = async (word, options) => (await pagefind.search(`"${word}"`, options)).results;
  const holding = Object.fromEntries(FILTERS.map((name) => [name, new Map()]));
  for (const name of FILTERS) {
    for (const [value, word] of names[name] ?? []) {
      holding[name].set(value, new Set((await bearing(word)).map((hit) => hit.id)));
    }
  }
  const all = await bearing(page[0][1]);
  const dated = await bearing(page[0][1], { sort: { date: "desc" } });
  return { pagefind, holding, all, age: new Map(dated.map((hit, place) => [hit.id, place])) };
}

// Offers the values that would leave something, with their counts: years downwards, others by count.
function offer(select, holding, among) {
  const chosen = select.value || select.dataset.wanted || "";
  const counted = [...holding].map(([value, ids]) => ({ value, count: among.filter((hit) => ids.has(hit.id)).length }));
  if (chosen && !holding.has(chosen)) counted.push({ value: chosen, count: 0 });
  counted.sort((a, b) => (a.value < b.value ? -1 : 1));
  if (select.name === "year") counted.reverse();
  else counted.sort((a, b) => b.count - a.count);
  const options = counted.filter(({ value, count }) => count || value === chosen);
  select.replaceChildren(
    new Option(`全部（${among.length}）`, ""),
    ...options.map(({ value, count }) => new Option(`${value}（${count}）`, value)),
  );
  select.value = chosen;
  select.dataset.wanted = "";
}

function start(area) {
  const { root } = area.dataset;
  const form = area.querySelector("form");
  const { q: input, sort } = form.elements;
  const part = (name) => area.querySelector(`[data-part=${name}]`);
  const [status, list, more, none, filters, note] = ["status", "results", "more", "none", "filters", "note"].map(part);
  const template = area.querySelector("template");
  const selects = FILTERS.map((name) => form.elements[name]);
  let loading = null; // the promise of open()
  let run = 0; // the newest search; older ones may not write any more
  let timer = 0;
  let hits = [];
  let terms = [];

  function load() {
    loading ??= open(root).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  const choice = () => selects.map((select) => select.value || select.dataset.wanted || "");

  async function search() {
    const mine = (run += 1);
    const query = input.value.trim();
    const chosen = choice();
    const asked = [...new Set(query.split(/\s+/).map((term) => normal(term)))].filter(Boolean);
    if (query && !asked.length) return show(mine, [], [], "请输入文字或数字，标点符号不参加搜索。");
    if (!query && !chosen.some(Boolean)) return show(mine, [], [], "");
    status.textContent = "正在搜索……";
    try {
      const { pagefind, holding, all, age } = await load();
      const found = asked.length ? await find(pagefind, asked) : all;
      if (mine !== run) return;
      const fits = (hit, but) =>
        FILTERS.every((name, i) => name === but || !chosen[i] || holding[name].get(chosen[i])?.has(hit.id));
      for (const select of selects) offer(select, holding[select.name], found.filter((hit) => fits(hit, select.name)));
      filters.hidden = false;
      const kept = found.filter((hit) => fits(hit));
      const place = (hit) => age.get(hit.id) ?? age.size;
      const byDate = sort.value === "date" || !asked.length;
      kept.sort((a, b) => (byDate ? 0 : b.score - a.score) || place(a) - place(b) || (a.id < b.id ? -1 : 1));
      await show(mine, kept, asked, kept.length ? `找到 ${kept.length} 页` : "没有找到符合条件的页面。");
    } catch (error) {
      console.warn(error);
      await show(mine, [], [], "搜索所需的文件没有载入。请刷新重试，或者从主题索引查找。");
    }
  }

  async function show(mine, found, asked, message) {
    const items = await describe(found.slice(0, SHOWN), asked);
    if (mine !== run) return;
    [hits, terms] = [found, asked];
    status.textContent = message;
    none.hidden = !message || found.length > 0;
    list.replaceChildren(...items);
    more.hidden = hits.length <= SHOWN;
  }

  async function describe(found, asked) {
    const pages = await Promise.all(found.map((hit) => hit.data()));
    return pages.map(({ meta, raw_url: address, raw_content: text }) => {
      const item = template.content.cloneNode(true);
      const title = meta.title || address;
      item.querySelector("a").href = new URL(root + address.replace(/^\//, ""), document.baseURI).href;
      write(item.querySelector("a"), title, asked);
      const facts = [meta.kind_title, meta.period_title, meta.as_of && `数据截至${meta.as_of}`];
      item.querySelector("[data-part=facts]").textContent = facts.filter(Boolean).join(" · ");
      write(item.querySelector("[data-part=excerpt]"), excerpt(join(text), title, asked), asked);
      return item;
    });
  }

  // The address holds the search, so that it can be linked: typing replaces it, Enter and choosing add to the history.
  function now(method) {
    clearTimeout(timer);
    const fields = [["q", input.value.trim()], ...choice().map((value, i) => [FILTERS[i], value]), ["sort", sort.value]];
    const query = new URLSearchParams(fields.filter(([, value]) => value)).toString();
    if (query !== location.search.slice(1)) history[method](null, "", location.pathname + (query && `?${query}`));
    return search();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(now, 250, "replaceState");
  }

  // Before the first search: the whole site, so that one can also begin with a filter.
  async function prepare() {
    const { holding, all } = await load();
    if (!filters.hidden) return;
    for (const select of selects) offer(select, holding[select.name], all);
    filters.hidden = false;
  }

  function recall() {
    const fields = new URLSearchParams(location.search);
    input.value = fields.get("q") ?? "";
    sort.value = fields.get("sort") === "date" ? "date" : "";
    for (const select of selects) {
      select.value = "";
      select.dataset.wanted = fields.get(select.name) ?? "";
    }
    return search();
  }

  // While an input method is composing, the box holds letters the reader did not mean to search for.
  input.addEventListener("input", (event) => (event.isComposing ? clearTimeout(timer) : later()));
  input.addEventListener("compositionend", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now("pushState");
  });
  form.addEventListener("change", (event) => event.target !== input && now("pushState"));
  input.addEventListener("focus", () => prepare().catch(console.warn), { once: true });
  part("clear").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    now("pushState");
    input.focus();
  });
  more.addEventListener("click", async () => {
    const [mine, shown] = [run, list.children.length];
    const items = await describe(hits.slice(shown, shown + SHOWN), terms);
    if (mine !== run || list.children.length !== shown) return;
    list.append(...items);
    more.hidden = hits.length <= list.children.length;
    list.children[shown].querySelector("a").focus();
  });
  addEventListener("popstate", recall);
  document.addEventListener("keydown", (event) => {
    const focused = document.activeElement;
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || event.isComposing) return;
    if (key === "/" && !focused.matches("input, select, textarea")) {
      event.preventDefault();
      input.select();
    }
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(focused);
    const next = at < 0 ? null : stops[at + ({ ArrowDown: 1, ArrowUp: -1 }[key] ?? NaN)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  filters.open = matchMedia("(min-width: 40rem)").matches || /[?&](kind|year|department|status|sort)=./.test(location.search);
  form.hidden = false;
  note.hidden = true;
  recall();
  if (!location.search) input.focus();
}

document.querySelectorAll("[data-search]").forEach(start);
