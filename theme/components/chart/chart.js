// Interactive charts: on demand, over http or in an offline copy, where the specification can be fetched.
const fetched = window.location.protocol.startsWith("http") || "offline" in document.documentElement.dataset;
const charts = fetched ? document.querySelectorAll("[data-chart]") : [];
let library;
const load = ({ hrefLibrary: address, hrefStyle }) => {
  library ??= new Promise((resolve, reject) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = hrefStyle;
    document.head.append(style);
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      library = undefined;
      script.remove();
      style.remove();
      reject(new Error(address));
    });
    document.head.append(script);
  });
  return library;
};

for (const chart of charts) {
  const tools = chart.querySelector(".tools");
  if (!tools || !chart.dataset.hrefSpec) continue;
  const still = chart.querySelector(".chart__picture");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "交互图";
  button.setAttribute("aria-pressed", "false");
  const item = document.createElement("li");
  item.append(button);
  tools.prepend(item);
  let live;
  const draw = async () => {
    const element = document.createElement("div");
    element.className = "chart__live";
    try {
      const [answer] = await Promise.all([fetch(chart.dataset.hrefSpec), load(chart.dataset)]);
      if (!answer.ok) throw new Error(chart.dataset.hrefSpec);
      still.after(element);
      await window.drawChart(element, await answer.json());
      live = element;
    } catch {
      element.remove();
      button.textContent = "交互图没有载入，再试一次";
    }
  };
  button.addEventListener("click", async () => {
    if (button.disabled) return;
    const show = button.getAttribute("aria-pressed") === "false";
    if (show && !live) {
      button.disabled = true;
      button.textContent = "正在载入……";
      await draw();
      button.disabled = false;
      if (!live) return;
    }
    live.hidden = !show;
    still.hidden = show;
    button.textContent = show ? "回到静态图" : "交互图";
    button.setAttribute("aria-pressed", String(show));
  });
}
