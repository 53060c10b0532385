// While somebody floods us, the phone proves some seconds of work before its first photo (altcha,
// version 1). No other server is asked, and nothing of the person. A proof counts once.
let made;

export const prove = (form) => (made ??= make(form).finally(() => setTimeout(forget, LIFE)));

const LIFE = 15 * 60_000; // ms

export const forget = () => (made = undefined);

async function make({ dataset }) {
  const words = document.querySelector("[data-proof-words]");
  if (words) words.hidden = false;
  try {
    const answer = await fetch(dataset.proof, { cache: "no-store" });
    const { algorithm, challenge, salt, signature, ...rest } = await answer.json();
    const number = await solve({ salt, challenge, ...rest });
    return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  } catch {
    forget();
    throw { status: 0 }; // like any lost question
  } finally {
    if (words) words.hidden = true;
  }
}

function solve(sum) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./proof-worker.js", import.meta.url));
    const end = (settle) => (event) => {
      worker.terminate();
      settle(event.data);
    };
    worker.onmessage = end(resolve);
    worker.onerror = end(reject);
    worker.postMessage(sum);
  });
}
