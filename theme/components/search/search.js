// Search (站内搜索): the search page's form, filters and results, on Pagefind's JavaScript API.

import { amount, joined, written } from "./amount.js";
import { FILTERS, open } from "./merged.js";
import { marks, normal, phrases } from "./split.js";

const SHOWN = 10;
const BEFORE = 30;
const LENGTH = 120;
// The places of the names before a page's text, see plugins/search/head.py.
const SLOTS = [24, 32, 48, 128];
// What a hit is worth: a whole name, a part of one, in the text: an equal amount, as typed, a number that goes on.
const NAME = 8;
const IN_NAME = 4;
const EQUAL = 2;
const TYPED = 1;

export { open };

// The terms of a query, each the text that counts and the amount it may be.
export function terms(query) {
  const asked = [...new Set(joined(query.trim()).split(/\s+/))];
  return asked.map((term) => ({ text: normal(term), amount: amount(term) })).filter(({ text }) => text);
}

// Where the terms lie in a text, amounts also where they are written in another unit.
function places(text, asked) {
  const found = marks(text, asked.map((term) => term.text));
  const equal = asked.flatMap((term) => (term.amount ? written(text, term.amount) : []));
  let last = 0;
  const both = [...found, ...equal].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return both.filter(([start, end]) => start >= last && (last = end));
}

// Writes a text with its found places marked, as DOM nodes: page text is never read as HTML.
export function write(element, text, terms) {
  let at = 0;
  for (const [start, end] of places(text, terms)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    element.append(text.slice(at, start), mark);
    at = end;
  }
  element.append(text.slice(at));
}

// The piece of a page around the first place, after its title, where a term stands; cut in no number, word or character.
export function excerpt(text, title, terms) {
  const first = text.indexOf(title);
  const skip = first >= 0 && !text.slice(0, first).trim() ? first + title.length : 0;
  const found = places(text, terms);
  const [start, end] = found.find(([at]) => at >= skip) ?? [skip, skip];
  let from = Math.max(skip, start - BEFORE);
  let to = Math.max(from + LENGTH, end);
  const cuts = (at) => /^(?:[\w.,%][\w.,%]|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(at - 1, at + 1));
  while (from > skip && cuts(from)) from -= 1;
  while (to < text.length && cuts(to)) to += 1;
  return `${from > skip ? "…" : ""}${text.slice(from, to).trim()}${to < text.trimEnd().length ? "…" : ""}`;
}

// How much the place of a phrase's first word says: n places into a slot begins the whole name of n words.
function worth(place, count) {
  let start = 0;
  for (const width of SLOTS) {
    if (place < start + width) return place - start === count ? NAME : IN_NAME;
    start += width;
  }
  return 0;
}

// Every page that holds a term, with a score.
async function holders(index, term) {
  const found = new Map();
  const count = [...term.text.replaceAll(" ", "")].length;
  const add = async (phrase, score) => {
    for (const hit of (await index.search(phrase)).results) {
      const sum = score + (score === EQUAL ? 0 : worth(hit.words[0], count));
      if (!(found.get(hit.page)?.score >= sum)) found.set(hit.page, { ...hit, score: sum });
    }
  };
  for (const [i, phrase] of phrases(term.text).entries()) await add(phrase, i ? 0 : TYPED);
  for (const word of term.amount?.words ?? []) await add(`"${word}"`, EQUAL);
  return found;
}

// Every page that holds all terms, the scores added up; a name that is the whole query counts as if typed in one.
export async function find(index, asked) {
  const each = [];
  for (const term of asked) each.push(await holders(index, term));
  const [first, ...others] = each;
  const hits = [...first.values()]
    .filter(({ page }) => others.every((found) => found.has(page)))
    .map((hit) => ({ ...hit, score: each.reduce((sum, found) => sum + found.get(hit.page).score, 0) }));
  if (!others.length || !hits.length) return hits;
  const whole = await holders(index, { text: asked.map((term) => term.text).join("") });
  for (const hit of hits) hit.score += NAME * (whole.get(hit.page)?.score ?? 0);
  return hits;
}

// The order in which hits are shown: the best or the newest first; of equals the current before the replaced, then the
// newer, see `order` in plugins/search/shadow.py.
export function ordered(hits, byDate) {
  return [...hits].sort((a, b) => (byDate ? 0 : b.score - a.score) || a.age - b.age || a.page - b.page);
}

// Offers the values of a filter, each with the number of pages that it would leave, and not those that would leave none:
// years downwards, others by number. `held` has the values of each of these pages.
function offer(select, held) {
  const chosen = select.value || select.dataset.wanted || "";
  const counts = new Map(chosen ? [[chosen, 0]] : []);
  for (const value of held.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const counted = [...counts].map(([value, count]) => ({ value, count }));
  counted.sort((a, b) => (a.value < b.value ? -1 : 1));
  if (select.name === "year") counted.reverse();
  else counted.sort((a, b) => b.count - a.count);
  select.replaceChildren(
    new Option(`全部（${held.length}）`, ""),
    ...counted.map(({ value, count }) => new Option(`${value}（${count}）`, value)),
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
  let sought = [];

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
    const asked = terms(query);
    if (query && !asked.length) return show(mine, [], [], "请输入文字或数字，标点符号不参加搜索。");
    if (!query && !chosen.some(Boolean)) return show(mine, [], [], "");
    status.textContent = "正在搜索……";
    try {
      const { pagefind, held, all } = await load();
      const found = ordered(asked.length ? await find(pagefind, asked) : await all(), sort.value === "date" || !asked.length);
      if (mine !== run) return;
      const fits = ({ page }, but) =>
        FILTERS.every((name, i) => name === but || !chosen[i] || held(name, page).includes(chosen[i]));
      for (const { name } of selects) {
        const left = found.filter((hit) => fits(hit, name));
        offer(form.elements[name], left.map(({ page }) => held(name, page)));
      }
      filters.hidden = false;
      const kept = found.filter((hit) => fits(hit));
      await show(mine, kept, asked, kept.length ? `找到 ${kept.length} 页` : "没有找到符合条件的页面。");
    } catch (error) {
      console.warn(error);
      await show(mine, [], [], "搜索所需的文件没有载入。请刷新重试，或者从索引查找。");
    }
  }

  async function show(mine, found, asked, message) {
    const items = await describe(found.slice(0, SHOWN), asked);
    if (mine !== run) return;
    [hits, sought] = [found, asked];
    status.textContent = message;
    none.hidden = !message || found.length > 0;
    list.replaceChildren(...items);
    more.hidden = hits.length <= SHOWN;
  }

  async function describe(found, asked) {
    const pages = await Promise.all(found.map((hit) => hit.data()));
    return pages.map(({ meta, raw_url: address }) => {
      const item = template.content.cloneNode(true);
      const title = meta.title || address;
      item.querySelector("a").href = new URL(root + address.replace(/^\//, ""), document.baseURI).href;
      write(item.querySelector("a"), title, asked);
      const facts = [meta.replaced, meta.kind_title, meta.period_title, meta.as_of && `数据截至${meta.as_of}`];
      item.querySelector("[data-part=facts]").textContent = facts.filter(Boolean).join(" · ");
      write(item.querySelector("[data-part=excerpt]"), excerpt(meta.text, title, asked), asked);
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
    const { count, held } = await load();
    if (!filters.hidden) return;
    const pages = Array.from({ length: count }, (_, page) => page);
    for (const select of selects) offer(select, pages.map((page) => held(select.name, page)));
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
  // The box has the focus from the start; the index is fetched when a reader first does something with the form.
  let prepared = null;
  for (const kind of ["pointerdown", "keydown"]) {
    form.addEventListener(kind, () => (prepared ??= prepare().catch(console.warn)));
  }
  part("clear").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    now("pushState");
    input.focus();
  });
  more.addEventListener("click", async () => {
    const [mine, shown] = [run, list.children.length];
    const items = await describe(hits.slice(shown, shown + SHOWN), sought);
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
    // From the results back to the box; in the box the browser itself empties it.
    if (key === "Escape" && list.contains(focused)) input.select();
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
