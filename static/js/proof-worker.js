// The sum itself: which number, after the salt, hashes to the challenge? In a thread of its own.
// SHA-256 as FIPS 180-4 says; the browser's own is missing on pages without HTTPS (onion services).
const FIRST = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n);
  return found;
};
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = Int32Array.from(FIRST(64), (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(FIRST(8), (prime) => fraction(Math.sqrt(prime)));
const W = new Int32Array(64);
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function addBlock(state, view, at) {
  for (let i = 0; i < 16; i++) W[i] = view.getInt32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const [early, late] = [W[i - 15], W[i - 2]];
    const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const two = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    W[i] = (W[i - 16] + one + W[i - 7] + two) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const add = (h + one + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const two = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const more = (two + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + add) | 0, c, b, a, (add + more) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
}

function hash(text) {
  const size = (text.length + 72) & ~63; // all of it is ASCII
  const bytes = new Uint8Array(size);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  bytes[text.length] = 128;
  const view = new DataView(bytes.buffer);
  view.setUint32(size - 4, 8 * text.length);
  const state = START.slice();
  for (let at = 0; at < size; at += 64) addBlock(state, view, at);
  return state;
}

onmessage = ({ data: { salt, challenge, maxNumber } }) => {
  const start = parseInt(challenge.slice(0, 8), 16) | 0;
  const hex = (state) => Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, 0)).join("");
  for (let number = 0; number <= maxNumber; number++) {
    const state = hash(salt + number);
    if (state[0] === start && hex(state) === challenge) return postMessage(number);
  }
  postMessage(null);
};
