// Federation (全部区县搜索): one search over the indexes of several districts, merged by Pagefind in the browser.

import { excerpt, find, terms, write } from "./search.js";

const SHOWN = 10;

// Pagefind with the districts' indexes, each fetched only when it is first asked for. `filters` leads to one district.
export async function open(root, districts) {
  const pagefind = await import(new URL(`${root}pagefind/pagefind.js`, document.baseURI).href);
  // In a worker the policy of this page, which names the districts, would not hold.
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  const merging = new Map();
  const once = (path, merge) => {
    const failed = (error) => {
      merging.delete(path);
      throw error;
    };
    if (!merging.has(path)) merging.set(path, merge().catch(failed));
    return merging.get(path);
  };
  // An index has shards, the newest in its own folder; one made by an earlier version has only that.
  async function merge({ id, url }) {
    const at = `${url}pagefind/`;
    const options = { baseUrl: url, language: "zh", mergeFilter: { district: id }, noWorker: true };
    const { shards = [] } = await once(at, async () => (await fetch(`${at}facets.json`)).json());
    const folders = new Set(["", ...shards.map(([name]) => (/^[\w-]+$/.test(name) ? `${name}/` : ""))]);
    await Promise.all([...folders].map((folder) => once(`${folder}@${at}`, () => pagefind.mergeIndex(at + folder, options))));
  }
  // Ids are hashes of pages: pages that are the same in two districts have the same, and are told apart by address.
  async function apart(results) {
    const counts = new Map();
    for (const { id } of results) counts.set(id, (counts.get(id) ?? 0) + 1);
    return Promise.all(
      results.map(async (hit) => (counts.get(hit.id) > 1 ? { ...hit, id: `${hit.id} ${(await hit.data()).url}` } : hit)),
    );
  }
  return {
    // Whose index cannot be fetched is named, and does not keep the others from answering.
    async prepare(chosen) {
      const asked = districts.filter(({ id }) => !chosen || id === chosen);
      const done = await Promise.allSettled(asked.map(merge));
      return asked.filter((_, i) => {
        return done[i].status === "rejected";
      });
    },
    within: (chosen) => ({
      async search(phrase) {
        const { results } = await pagefind.search(phrase, chosen ? { filters: { district: chosen } } : {});
        return { results: (await apart(results)).map((hit) => ({ ...hit, page: hit.id })) };
      },
    }),
  };
}

// The district in whose site an address is; none for the portal's own pages, and for what an index says of elsewhere.
export function home(address, districts) {
  return districts.find(({ url }) => address.startsWith(url));
}

function start(area) {
  const { root } = area.dataset;
  const form = area.querySelector("form");
  const { q: input, district: select } = form.elements;
  const part = (name) => area.querySelector(`[data-part=${name}]`);
  const [status, list, more, note] = ["status", "results", "more", "note"].map(part);
  const template = area.querySelector("template");
  const districts = [...select.options]
    .filter((option) => option.value)
    .map(({ value, dataset, text }) => ({ id: value, url: dataset.url, name: text }));
  let loading = null;
  let run = 0;
  let hits = [];
  let sought = [];

  async function search() {
    const mine = (run += 1);
    const asked = terms(input.value);
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    if (!input.value.trim()) return;
    if (!asked.length) {
      status.textContent = "请输入文字或数字，标点符号不参加搜索。";
      return;
    }
    status.textContent = "正在搜索……";
    try {
      const portal = await (loading ??= open(root, districts));
      const missing = await portal.prepare(select.value);
      const found = await find(portal.within(select.value), asked);
      if (mine !== run) return;
      hits = found.sort((a, b) => b.score - a.score);
      sought = asked;
      await show();
      if (mine !== run) return;
      const left = missing.length ? `没有载入：${missing.map(({ name }) => name).join("、")}。` : "";
      status.textContent = `${hits.length ? `找到 ${hits.length} 页。` : "没有找到符合条件的页面。"}${left}`;
    } catch (error) {
      console.warn(error);
      loading = null;
      status.textContent = "搜索所需的文件没有载入。请刷新重试，或者从首页进入各区县的网站查找。";
    }
  }

  async function show() {
    const from = list.children.length;
    const next = hits.slice(from, from + SHOWN);
    const pages = await Promise.all(next.map((hit) => hit.data()));
    list.append(...pages.map(item));
    more.hidden = hits.length <= list.children.length;
    return list.children[from];
  }

  function item({ meta, url, raw_url: own }) {
    const made = template.content.cloneNode(true);
    const district = home(url, districts);
    const title = String(meta.title || own);
    const link = made.querySelector("a");
    // An index may hold any address; what leads elsewhere leads to the portal's own copy of that path, which is harmless.
    link.href = district ? url : new URL(root + own.replace(/^(?:[a-z]+:)?\/+/i, ""), document.baseURI).href;
    write(link, title, sought);
    const facts = [district?.name, meta.replaced, meta.kind_title, meta.period_title, meta.as_of && `数据截至${meta.as_of}`];
    made.querySelector("[data-part=facts]").textContent = facts.filter(Boolean).join(" · ");
    write(made.querySelector("[data-part=excerpt]"), excerpt(String(meta.text ?? ""), title, sought), sought);
    return made;
  }

  function recall() {
    const fields = new URLSearchParams(location.search);
    input.value = fields.get("q") ?? "";
    select.value = districts.some(({ id }) => id === fields.get("district")) ? fields.get("district") : "";
    return search();
  }

  function ask() {
    const fields = [["q", input.value.trim()], ["district", select.value]].filter(([, value]) => value);
    const query = new URLSearchParams(fields).toString();
    if (query !== location.search.slice(1)) history.pushState(null, "", location.pathname + (query && `?${query}`));
    return search();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  select.addEventListener("change", ask);
  more.addEventListener("click", async () => (await show())?.querySelector("a").focus());
  addEventListener("popstate", recall);
  form.hidden = false;
  note.hidden = true;
  recall();
}

document.querySelectorAll("[data-federation]").forEach(start);
