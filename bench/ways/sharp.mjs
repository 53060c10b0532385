// The way of sharp: one size from the one before it. Told line by line what to make, see loop.py.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";

import sharp from "sharp";

sharp.concurrency(1);
sharp.cache(false);

// The most memory that this process had; getrusage(2) would tell its parent's.
function peakMb() {
  return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
}

async function make(data, sizes) {
  const made = [];
  let pixels = null;
  let raw = null;
  for (const [width, height] of sizes) {
    const source = pixels ? sharp(pixels, { raw }) : sharp(data).rotate();
    const { data: resized, info } = await source
      .resize(width, height, { fit: "fill" })
      .raw()
      .toBuffer({ resolveWithObject: true });
    pixels = resized;
    raw = { width: info.width, height: info.height, channels: info.channels };
    const progressive = Math.max(width, height) <= 640;
    const looks = { quality: 80, progressive, optimiseCoding: false };
    made.push(await sharp(pixels, { raw }).jpeg(looks).toBuffer());
  }
  return made;
}

async function answer({ photo, sizes, folder }) {
  const data = fs.readFileSync(photo);
  const begun = process.cpuUsage();
  try {
    const made = await make(data, sizes);
    const { user, system } = process.cpuUsage(begun);
    if (folder) {
      made.forEach((each, at) => fs.writeFileSync(path.join(folder, `${at}.jpg`), each));
    }
    return { cpu_ms: (user + system) / 1000, peak_mb: peakMb() };
  } catch (error) {
    return { error: String(error.message).split("\n")[0] };
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
