// One way to send a file by tus-js-client: tus.mjs ADDRESS DRAFT FILE WAY MEMORY.
// Prints a line of JSON: {"url"} once it is safe, {"url", "offset"} when it stops on purpose in the
// middle, {"status"} when it is refused. MEMORY is a file in which uploads are remembered.
import { readFileSync } from "node:fs";
import * as tus from "tus-js-client";

const [endpoint, draft, file, way, memory] = process.argv.slice(2);
const bytes = readFileSync(file);
const size = bytes.length;
const PIECE = Math.ceil(size / 5);
const WRONG = `sha256 ${Buffer.alloc(32).toString("base64")}`;

const ways = {
  plain: {},
  chunks: { chunkSize: PIECE },
  "creation-with-upload": { uploadDataDuringCreation: true, chunkSize: PIECE },
  parallel: { parallelUploads: 4, metadataForPartialUploads: { draft } },
  "pause-and-resume": { chunkSize: PIECE },
  half: { chunkSize: PIECE },
  "rest-in-a-new-process": { chunkSize: PIECE },
  "method-override": { overridePatchMethod: true },
  "checksum-mismatch": {
    retryDelays: null,
    onBeforeRequest: (asked) => asked.setHeader("Upload-Checksum", WRONG),
  },
};

const tell = (said) => console.log(JSON.stringify(said));
let hasPaused = false;

const upload = new tus.Upload(bytes, {
  endpoint,
  metadata: { draft },
  retryDelays: [100, 300, 1000],
  urlStorage: new tus.FileUrlStorage(memory),
  removeFingerprintOnSuccess: true,
  fingerprint: async () => "the photo",
  onChunkComplete: async (_, offset) => {
    if (hasPaused || offset >= size) return;
    if (way === "half") {
      tell({ url: upload.url, offset });
      process.exit();
    }
    if (way !== "pause-and-resume") return;
    hasPaused = true;
    await upload.abort();
    upload.start();
  },
  onError: (error) => tell({ status: error.originalResponse?.getStatus() ?? String(error) }),
  onSuccess: () => tell({ url: upload.url, hasPaused }),
  ...ways[way],
});

if (way === "rest-in-a-new-process") {
  const [known] = await upload.findPreviousUploads();
  upload.resumeFromPreviousUpload(known);
}
upload.start();
