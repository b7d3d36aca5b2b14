// Notes when each part of the page appears in the document, for the time line of a first load.
(() => {
  if (window !== window.top) return;
  const seen = (window.benchMarks = {}); // name: [start, end]
  const mark = (name) => {
    seen[name] ??= [performance.now(), performance.now()];
  };
  let messages = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...values) {
      super(...values);
      mark("socket asked for");
      this.addEventListener("open", () => mark("socket open"));
      this.addEventListener("message", () => mark(`socket message ${++messages}`));
    }
  };
  let tasks = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen[`busy ${++tasks}`] = [task.startTime, task.startTime + task.duration];
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const paint of list.getEntries()) seen[paint.name] = [paint.startTime, paint.startTime];
  }).observe({ type: "paint", buffered: true });
  const wanted = {
    "Streamlit's frame": '[data-testid="stApp"]',
    "stage element mounted": ".atlas-stage",
    "map element made": ".leaflet-container",
    "first region path made": "path[data-region]",
    "all drawn (data-ready)": "[data-ready]",
    "list in the side panel": '[data-testid="region-list"]',
  };
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (!(name in seen) && document.querySelector(selector)) mark(name);
    }
  };
  const attributeFilter = ["data-ready", "data-region"];
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter });
})();
