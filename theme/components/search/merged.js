// Merged (合并): Pagefind with all shards of the site's index, the order of their pages, and the values of its filters.

export const FILTERS = ["kind", "year", "department", "status"];
// The word that every page bears, see plugins/search/facet.py.
const EVERY_PAGE = "\ua600";

// Pagefind with all shards, and what `facets.json` tells of their pages, which are numbered as it lists them: shard by
// shard, in each the oldest first. That is how Pagefind sorts a shard, so the score of a hit tells its page.
export async function open(root) {
  const at = (file) => new URL(`${root}pagefind/${file}`, document.baseURI).href;
  const [pagefind, answer] = await Promise.all([import(at("pagefind.js")), fetch(at("facets.json"))]);
  if (!answer.ok) throw new Error(`facets.json: ${answer.status}`);
  const { shards, newer, filters } = await answer.json();
  // A worker would fetch the program a second time; a search takes a few milliseconds. Each shard bears a mark, by which it
  // alone can be asked.
  const marked = (name) => ({ noWorker: true, mergeFilter: { shard: `_${name}` } });
  await pagefind.options(marked(""));
  await pagefind.init();
  const others = shards.map(([name]) => name).filter(Boolean);
  await Promise.all(others.map((name) => pagefind.mergeIndex(at(`${name}/`), { language: "zh", ...marked(name) })));

  const ages = [];
  const places = shards.map(([name, count]) => {
    const first = ages.length;
    let age = 0;
    for (let i = 0; i < count; i += 1) ages.push((age -= newer[first + i]));
    return { first, options: { sort: { place: "desc" }, filters: { shard: `_${name}` } } };
  });
  const number = ({ first }, hit) => ({ ...hit, page: first + hit.score, age: ages[first + hit.score] });
  const index = {
    async search(phrase) {
      const found = await Promise.all(places.map(({ options }) => pagefind.search(phrase, options)));
      return { results: found.flatMap(({ results }, i) => results.map((hit) => number(places[i], hit))) };
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
