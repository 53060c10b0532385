// "Delete what is stored on this phone": the queue, the offline page, the choice of how to send;
// whatever a page of ours left.
import { forgetQueue } from "./keeping.js";

export async function forgetPage() {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
}

export async function forgetAll() {
  await forgetPage();
  await forgetQueue();
  try {
    sessionStorage.clear();
  } catch {} // a private window: nothing was kept
}
