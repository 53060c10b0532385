// Reads photos as a browser would: paths by lines, answers as one object.
import { openAsBlob, readFileSync } from "node:fs";
import { read } from "../../static/js/reading.js";

const answers = {};
for (const path of readFileSync(0, "utf8").split("\n")) {
  const begun = performance.now();
  answers[path] = await read(await openAsBlob(path));
  answers[path].took = performance.now() - begun; // ms
}
console.log(JSON.stringify(answers));
