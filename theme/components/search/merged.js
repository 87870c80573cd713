// Merged (合并): Pagefind with all shards of the site's index, the order of their pages, and the values of its filters.

export const FILTERS = ["kind", "year", "department", "status"];
// The word that every page bears, see plugins/search/facet.py.
const EVERY_PAGE = "\ua600";

// The end of a page's id that tells no place, see plugins/search/files.py.
const HASH = 4;

// Pagefind with all shards, and what `facets.json` tells of their pages, which are numbered as it lists them: shard by
// shard, in each the oldest first.
export async function open(root) {
  const at = (file) => new URL(`${root}pagefind/${file}`, document.baseURI).href;
  const [pagefind, answer] = await Promise.all([import(at("pagefind.js")), fetch(at("facets.json"))]);
  if (!answer.ok) throw new Error(`facets.json: ${answer.status}`);
  const { shards, newer, filters } = await answer.json();
  // A worker would fetch the program a second time; a search takes a few milliseconds.
  const options = { noWorker: true };
  await pagefind.options(options);
  await pagefind.init();
  const others = shards.map(([name]) => name).filter(Boolean);
  await Promise.all(others.map((name) => pagefind.mergeIndex(at(`${name}/`), { language: "zh", ...options })));

  const ages = [];
  const firsts = shards.map(([, count]) => {
    const first = ages.length;
    let age = 0;
    for (let i = 0; i < count; i += 1) ages.push((age -= newer[first + i]));
    return first;
  });
  // The id of a page, which is the name of its fragment, tells its shard and its place in it.
  const number = (id) => firsts[parseInt(id[0], 36)] + parseInt(id.slice(1, -HASH), 36);
  const index = {
    async search(phrase) {
      const { results } = await pagefind.search(phrase);
      const pages = results.map(({ id }) => number(id));
      return { results: results.map((hit, i) => ({ ...hit, page: pages[i], age: ages[pages[i]] })) };
    },
  };
  return {
    pagefind: index,
    count: ages.length,
    all: async () => (await index.search(`"${EVERY_PAGE}"`)).results,
    // The values that a page has of a filter.
    held: (name, page) => filters[name]?.[0][filters[name][1][page]] ?? [],
  };
}
