// Reduces the stylesheet of WeUI to what the pages use, into target/css/weui.css.
//
// A rule stays when every class, tag and attribute in its selector stands as a word in the sources of the pages. Icons
// drawn as data inside the stylesheet go too when nothing uses them: they are most of its weight.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { PurgeCSS } from "purgecss";

const root = new URL("..", import.meta.url);
const from = new URL("node_modules/weui/dist/style/weui.css", import.meta.url);
const to = new URL("target/css/weui.css", root);

const [result] = await new PurgeCSS().purge({
  content: [`${root.pathname}frontend/src/**/*.rs`, `${root.pathname}public/*.html`],
  css: [{ raw: await readFile(from, "utf8") }],
  defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  variables: true,
  keyframes: true,
  fontFace: true,
});
await mkdir(new URL(".", to), { recursive: true });
await writeFile(to, result.css);
console.log(`    WeUI reduced to ${result.css.length} bytes`);
