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
  const linkTo = (panel) => new URL(`#${panel.dataset.id}`, window.location.href).href;
  const cited = document.querySelector("[data-copy-text]");
  for (const panel of document.querySelectorAll(".panel[data-id]")) {
    addCopy(panel, "复制数字", () => panel.dataset.words);
    addCopy(panel, "复制引述句", () => panel.dataset.quote);
    addCopy(panel, "复制链接", () => linkTo(panel));
    if (cited) addCopy(panel, "复制引文", () => `${cited.textContent} ${panel.dataset.words}：${linkTo(panel)}`);
  }
}
