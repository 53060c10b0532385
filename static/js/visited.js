// Lets pages that were seen open without a network: tells the worker which they are and what they
// show. Who asks all sites to leave nothing behind is not asked again.
const { serviceWorker, globalPrivacyControl, doNotTrack } = navigator;
const worker = new URL("../../../visited.js", import.meta.url); // its paths are those above it

async function begin() {
  await serviceWorker.register(worker, { type: "module" });
  const { active } = await serviceWorker.ready;
  const tell = (said) => active.postMessage(said);
  if (!serviceWorker.controller) tell({ page: location.href }); // of the first, it knows nothing
  const observer = new PerformanceObserver((list) =>
    tell({ shown: list.getEntries().map(({ name }) => name) }),
  );
  observer.observe({ type: "resource", buffered: true });
  addEventListener("online", () => tell({ isOnline: true }));
}

if (serviceWorker && !globalPrivacyControl && doNotTrack !== "1") begin().catch(() => {});
