// What can be said of a file at once. What it really is, the server reads from its bytes.
const BLOCK = 1024 * 1024;

// Return the name of the words that say why it is not sent, or nothing.
export async function objectionTo(file, others, { maxBytes }) {
  if (file.type.startsWith("video/")) return "video";
  if (file.size === 0) return "empty";
  if (file.size > maxBytes) return "large";
  for (const other of others) if (await isSame(file, other)) return "twice";
  return "";
}

async function isSame(one, other) {
  if (one.size !== other.size) return false;
  for (let start = 0; start < one.size; start += BLOCK) {
    const [left, right] = await Promise.all(
      [one, other].map(async (file) => {
        const bytes = await file.slice(start, start + BLOCK).arrayBuffer();
        return new Uint8Array(bytes);
      }),
    );
    if (left.some((byte, index) => byte !== right[index])) return false;
  }
  return true;
}
