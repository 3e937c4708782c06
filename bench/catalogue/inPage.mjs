// What is measured inside a page. Each function is given to the browser as it stands: it uses nothing of this module.

/** Notes when the load event was, and when something that the selector finds was first painted. */
export function watchFirst(selector) {
  globalThis.bench = { longTasks: [], shown: undefined };
  new PerformanceObserver((list) => {
    globalThis.bench.longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })));
  }).observe({ type: 'longtask', buffered: true });
  const painted = () => requestAnimationFrame(() => setTimeout(() => (globalThis.bench.shown ??= performance.now())));
  const observer = new MutationObserver(() => {
    if (document.querySelector(selector)) {
      observer.disconnect();
      painted();
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Milliseconds from the load event to the first paint of what `watchFirst` waits for; undefined until there is one. */
export function sinceLoad() {
  const [{ loadEventEnd }] = performance.getEntriesByType('navigation');
  const { shown } = globalThis.bench;
  return shown === undefined || loadEventEnd === 0 ? undefined : Math.max(0, shown - loadEventEnd);
}

/** Waits for the next click; resolves with the milliseconds from it to the paint after the text of `selector` has changed. */
export function clickToPaint(selector) {
  const text = () => document.querySelector(selector)?.textContent;
  const before = text();
  return new Promise((resolve) => {
    document.addEventListener(
      'click',
      ({ timeStamp }) => {
        const look = () =>
          text() === before ? requestAnimationFrame(look) : setTimeout(() => resolve(performance.now() - timeStamp));
        requestAnimationFrame(look);
      },
      { capture: true, once: true }
    );
  });
}

/** Counts frames until `stopFrames`. */
export function startFrames() {
  const { bench } = globalThis;
  bench.longTasks = [];
  bench.gaps = [];
  let last = performance.now();
  const next = () => {
    const now = performance.now();
    bench.gaps.push(now - last);
    last = now;
    bench.frame = requestAnimationFrame(next);
  };
  bench.frame = requestAnimationFrame(next);
}

/** Tasks of more than 50 ms since `startFrames`, and the longest time between two frames. */
export function stopFrames() {
  const { bench } = globalThis;
  cancelAnimationFrame(bench.frame);
  return {
    longTasks: bench.longTasks.length,
    longest: Math.max(0, ...bench.longTasks.map(({ duration }) => duration)),
    gap: Math.max(...bench.gaps),
  };
}
