// Sends files by tus-js-client, as others' software would: send.mjs ADDRESS DRAFT < list of paths.
// Prints a line of JSON for each: {"file", "url"} once it is safe, {"file", "status"} when refused.
import { createReadStream, readFileSync, statSync } from "node:fs";
import * as tus from "tus-js-client";

const [endpoint, draft] = process.argv.slice(2);
const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
const CHUNK = 512 * 1024;

function send(file) {
  return new Promise((resolve) => {
    const upload = new tus.Upload(createReadStream(file), {
      endpoint,
      chunkSize: CHUNK,
      uploadSize: statSync(file).size,
      metadata: { draft, filename: file },
      retryDelays: [100, 300, 1000, 3000],
      uploadDataDuringCreation: true,
      onError: (error) =>
        resolve({ file, status: error.originalResponse?.getStatus() ?? String(error) }),
      onSuccess: () => resolve({ file, url: upload.url }),
    });
    upload.start();
  });
}

for (const file of files) console.log(JSON.stringify(await send(file)));
