// Copy buttons: only where the browser lets a page write to the clipboard.
const addCopy = (place, label, textOf) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = label;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      button.textContent = "已复制";
    } catch {
      button.textContent = "没能复制，请选中文字复制";
    }
    window.setTimeout(() => { button.textContent = label; }, 2000);
  });
  place.append(button);
};

if (navigator.clipboard) {
  for (const cite of document.querySelectorAll("[data-copy]")) {
    addCopy(cite, "复制", () => cite.querySelector("[data-copy-text]").textContent);
  }
  // The four buttons of a number; the citation is that of its release with the number's name and address filled in.
  const linkTo = (id) => new URL(`#${id}`, window.location.href).href;
  const offer = (place, { id, label, words, quote, pattern }) => {
    addCopy(place, "复制数字", () => words);
    if (pattern) addCopy(place, "复制引用", () => pattern.replace("{label}", label).replace("{id}", id));
    if (quote) addCopy(place, "复制引述句", () => quote);
    addCopy(place, "复制链接", () => linkTo(id));
  };
  const pattern = document.querySelector("[data-citation]")?.dataset.citation;
  for (const panel of document.querySelectorAll(".panel[data-id]")) offer(panel, { ...panel.dataset, pattern });
  document.addEventListener("copyable", ({ target, detail }) => offer(target, detail));
}
