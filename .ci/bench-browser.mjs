// Opens the measuring program in Chromium and prints what it measured. Serves the given folder on loopback.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("playwright-core");
const folder = process.argv[2];
const types = { js: "text/javascript", wasm: "application/wasm" };
const page = '<!doctype html><script type="module">import init from "/plan_bench.js"; await init();</script>';

const server = createServer((request, response) => {
  const name = new URL(request.url, "http://x").pathname.slice(1);
  const type = types[name.split(".").pop()];
  response.setHeader("Content-Type", type ?? "text/html");
  if (type && !name.includes("/")) createReadStream(join(folder, name)).pipe(response);
  else response.end(page);
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
try {
  const tab = await browser.newPage();
  const rows = [];
  const done = new Promise((resolve, reject) => {
    tab.on("console", (message) => (message.text() === "done" ? resolve() : rows.push(JSON.parse(message.text()))));
    tab.on("pageerror", reject);
  });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await done;
  console.log("Planning in the browser after each changed answer, in microseconds (budget: 1000 median at 15 items)\n");
  console.table(Object.fromEntries(rows.map(({ theme, ...figures }) => [theme, figures])));
} finally {
  await browser.close();
  server.close();
}
