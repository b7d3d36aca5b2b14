// Runs in the top document of every measured page, before anything else. All times are milliseconds of one clock.
((marks) => {
  if (window !== window.top) return;
  const now = () => performance.timeOrigin + performance.now();
  const frame = () => (marks.frame ? document.querySelector(marks.frame) : null);
  const stage = () => (marks.frame ? frame()?.contentDocument : document);

  /** Number of region paths a layer, as they are in the document; bands of doubt are this map's alone. */
  const counts = () => {
    const found = {};
    for (const path of stage()?.querySelectorAll('.leaflet-pane path[class*="layer-"]:not(.band)') ?? []) {
      const id = /(?:^|\s)layer-([a-z0-9-]+)/.exec(path.getAttribute("class"))[1];
      found[id] = (found[id] || 0) + 1;
    }
    return found;
  };
  const same = (one, other) =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])].every((id) => (one[id] || 0) === (other[id] || 0));

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    const view = element.ownerDocument.defaultView;
    const inside = box.right > 0 && box.bottom > 0 && box.left < view.innerWidth && box.top < view.innerHeight;
    return box.width > 0 && box.height > 0 && inside && element.checkVisibility({ opacityProperty: true });
  };

  /** Time at which a condition holds and is painted: it is asked in every frame, and the next frame has painted it. */
  const painted = (condition, patience = 15000) =>
    new Promise((resolve) => {
      const end = now() + patience;
      const look = () => {
        if (condition()) requestAnimationFrame(() => resolve(now()));
        else if (now() > end) resolve(null);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  /** Milliseconds from the next trusted click or key, here or in the inner frame, until the condition is painted. */
  const after = (kind, condition) => {
    let began = null;
    for (const view of [window, frame()?.contentWindow]) {
      const clicked = (event) => {
        began ??= view.performance.timeOrigin + event.timeStamp;
      };
      view?.addEventListener(kind, clicked, { capture: true, once: true });
    }
    const done = painted(() => began !== null && condition());
    bench.answer = done.then((end) => (end === null || began === null ? null : end - began));
  };

  const bench = {
    counts,
    answer: null,
    first: painted(() => [...(stage()?.querySelectorAll(marks.first) ?? [])].some(visible)).then(
      (end) => end && end - performance.timeOrigin,
    ),
    expectCounts: (wanted, kind = "click") => after(kind, () => same(counts(), wanted)),
    expectText: (selector, text) => {
      const plain = (value) => value.replace(/\s+/g, " ");
      after("click", () =>
        [document, stage()].some((place) =>
          [...(place?.querySelectorAll(selector) ?? [])].some((element) => plain(element.textContent).includes(plain(text))),
        ),
      );
    },
    /** Centre of a switch, or of the label round it, in the window; null when it is not there. */
    centre: (selector) => {
      const found = stage()?.querySelector(selector) ?? document.querySelector(selector);
      const target = found?.closest("label") ?? found;
      if (!target) return null;
      target.scrollIntoView({ block: "nearest" });
      const box = target.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    },
    /** A point in the window where a click meets this path and nothing else; null when there is none. */
    pointOn: (selector) => {
      const path = stage()?.querySelector(selector);
      if (!path) return null;
      const box = path.getBoundingClientRect();
      const offset = frame()?.getBoundingClientRect() ?? { left: 0, top: 0 };
      const points = [];
      for (let i = 1; i < 24; i++) {
        for (let j = 1; j < 24; j++) {
          const [x, y] = [box.left + (box.width * i) / 24, box.top + (box.height * j) / 24];
          const [left, top] = [x + offset.left, y + offset.top];
          const above = document.elementFromPoint(left, top);
          if (stage().elementFromPoint(x, y) === path && (above === path || above === frame())) points.push([left, top]);
        }
      }
      return points.length ? points[Math.floor(points.length / 2)] : null;
    },
  };
  window.bench = bench;
})(MARKS);
