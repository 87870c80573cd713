// Search of an offline copy: titles, descriptions and names of all pages, from a list that is loaded as a script.
// Every word must occur; pages that are called so come first, then as the list has them.
const page = document.querySelector("[data-search]");
const STEP = 30;
const normal = (text) => text.normalize("NFKC").toLowerCase();

if (page && window.offlineIndex) {
  const part = (name) => page.querySelector(`[data-part="${name}"]`);
  const form = page.querySelector("form");
  const input = form.querySelector("[name=q]");
  const template = page.querySelector("template");
  const pages = window.offlineIndex.map(([address, title, about, names, kind, asOf]) => ({
    address, title, about, kind, asOf,
    called: normal(`${title} ${names}`),
    said: normal(`${title} ${names} ${about}`),
  }));
  const rank = (one, words) => (one.called === words.join(" ") ? 0 : words.every((word) => one.called.includes(word)) ? 1 : 2);

  const find = (asked) => {
    const words = normal(asked).split(/\s+/u).filter(Boolean);
    if (!words.length) return [];
    const found = pages.filter((one) => words.every((word) => one.said.includes(word)));
    return [0, 1, 2].flatMap((level) => found.filter((one) => rank(one, words) === level));
  };

  const row = (one) => {
    const item = template.content.cloneNode(true);
    const link = item.querySelector("a");
    link.textContent = one.title;
    link.href = `${page.dataset.root}${one.address}`;
    item.querySelector('[data-part="facts"]').textContent = [one.kind, one.asOf && `数据截至${one.asOf}`].filter(Boolean).join(" · ");
    item.querySelector('[data-part="excerpt"]').textContent = one.about;
    return item;
  };

  const show = () => {
    const asked = input.value.trim();
    const found = find(asked);
    const results = part("results");
    const more = part("more");
    let shown = 0;
    const next = () => {
      results.append(...found.slice(shown, shown + STEP).map(row));
      shown = Math.min(shown + STEP, found.length);
      more.hidden = shown === found.length;
    };
    results.replaceChildren();
    more.onclick = next;
    next();
    part("none").hidden = !asked || found.length > 0;
    part("status").textContent = asked ? `找到 ${found.length} 页。离线副本只查标题、名称和摘要，在线的网站查全文。` : "";
  };

  form.hidden = false;
  part("note").hidden = true;
  input.value = new URLSearchParams(window.location.search).get("q") ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  input.addEventListener("input", show);
  show();
}
