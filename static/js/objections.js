// What can be said against a file before it is sent. What it really is, the server reads from its
// bytes: nothing is sorted out here by its name.
const BLOCK = 1024 * 1024;

export async function objectionTo(file, others, maxBytes) {
  if (file.type.startsWith("video/")) return "video";
  if (!file.size) return "empty";
  if (file.size > maxBytes) return "large";
  for (const other of others) if (await isSame(file, other)) return "twice";
}

async function isSame(one, other) {
  if (one.size !== other.size) return false;
  for (let start = 0; start < one.size; start += BLOCK) {
    const read = (file) => file.slice(start, start + BLOCK).arrayBuffer();
    const blocks = await Promise.all([one, other].map(read));
    const [left, right] = blocks.map((block) => new Uint8Array(block));
    if (left.some((byte, index) => byte !== right[index])) return false;
  }
  return true;
}
