// Merged (合并): Pagefind with all shards of the site's index, the order of their pages, and the values of its filters.

export const FILTERS = ["kind", "year", "department", "status"];

// The searches of an index whose shards are merged, each the pages of a span of time, see plugins/search/shard.py. Its
// shards are given as name, pages and replaced pages, the oldest first. Sorted by date, Pagefind's score is a page's place
// in its shard, and so its age is known: a number, the smaller the newer.
function searches(pagefind, shards) {
  let current = shards.reduce((sum, [, , replaced]) => sum + replaced, 0);
  let older = 0;
  const places = shards.map(([name, pages, replaced]) => {
    const [first, next] = [older, current];
    older += replaced;
    current += pages - replaced;
    const age = (place) => -(place < replaced ? first + place : next + place - replaced);
    return { age, options: { sort: { date: "desc" }, filters: { shard: `_${name}` } } };
  });
  return {
    async search(phrase) {
      const found = await Promise.all(places.map(({ options }) => pagefind.search(phrase, options)));
      return { results: found.flatMap(({ results }, i) => results.map((hit) => ({ ...hit, age: places[i].age(hit.score) }))) };
    },
  };
}

// Pagefind with all shards, all pages, and a way to ask which of them hold each filter value. The values, and being a page
// at all, are words of the index, see plugins/search/facet.py; `names` has them with their numbers of pages.
export async function open(root) {
  const at = (file) => new URL(`${root}pagefind/${file}`, document.baseURI).href;
  const [pagefind, answer] = await Promise.all([import(at("pagefind.js")), fetch(at("facets.json"))]);
  if (!answer.ok) throw new Error(`facets.json: ${answer.status}`);
  const { page, shards, ...names } = await answer.json();
  // A worker would fetch the program a second time; a search takes a few milliseconds. Each shard bears a mark, by which it
  // alone can be asked.
  const marked = (name) => ({ noWorker: true, mergeFilter: { shard: `_${name}` } });
  await pagefind.options(marked(""));
  await pagefind.init();
  const others = shards.map(([name]) => name).filter(Boolean);
  await Promise.all(others.map((name) => pagefind.mergeIndex(at(`${name}/`), { language: "zh", ...marked(name) })));
  const index = searches(pagefind, shards);
  const bearing = async (word) => (await index.search(`"${word}"`)).results;
  const hold = async () => {
    const holding = Object.fromEntries(FILTERS.map((name) => [name, new Map()]));
    for (const name of FILTERS) {
      for (const [value, word] of names[name] ?? []) {
        holding[name].set(value, new Set((await bearing(word)).map((hit) => hit.id)));
      }
    }
    return holding;
  };
  let held = null;
  const holding = () => (held ??= hold());
  return { pagefind: index, names, holding, all: () => bearing(page[0][1]), count: page[0][2] };
}
