// Asks for the oEmbed answers of some pages as @extractus/oembed-extractor finds them: by the links
// in the pages' heads, for it knows us from no list.
import { extract, setProviderList } from "@extractus/oembed-extractor";

setProviderList([]);
for (const page of process.argv.slice(2)) {
  console.log(JSON.stringify(await extract(page, { maxwidth: 480, maxheight: 400 })));
}
