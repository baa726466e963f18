// Everything a phone loads for its first page, compressed as brotli 11, must stay within the budget.
//
// A browser with an empty cache opens each first page of the real server and every answer is counted, whatever its
// kind; what target/site/door.html names is counted even if the browser had no need of it. A request to anywhere else
// fails at once. YIJIAN_PLATE chooses the door plate to open.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { startServer } from "../e2e/start.mjs";

const BUDGET_BYTES = 200 * 1024;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SITE = join(ROOT, "target/site");
const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("playwright-core");

if (process.env.YIJIAN_PAGES === "dev") {
  console.log("    YIJIAN_PAGES=dev builds large pages; the budget is for the real ones");
  process.exit(1);
}

const server = await startServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
let failed = false;
try {
  for (const path of firstPages()) {
    const files = await load(path);
    for (const file of namedByIndex()) {
      if (!files.has(file)) files.set(file, { ...weigh(readFileSync(join(SITE, file))), sent: undefined });
    }
    if (!print(path, files)) failed = true;
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exitCode = failed ? 1 : 0;

/** The entry, and the page behind a door plate. */
function firstPages() {
  const plates = join(ROOT, "domain/catalogue/plates");
  const plate = process.env.YIJIAN_PLATE ?? (existsSync(plates) ? readdirSync(plates).sort()[0]?.replace(/\.toml$/, "") : undefined);
  return plate ? ["/", `/p/${plate}`] : ["/"];
}

/** Opens a page as a phone does and returns path => sizes of everything that came. */
async function load(path) {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
  });
  const finished = [];
  const foreign = [];
  context.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(`${server.url}/`)) foreign.push(request.url());
  });
  context.on("requestfinished", (request) => finished.push(request));
  const page = await context.newPage();
  const answer = await page.goto(server.url + path, { waitUntil: "networkidle" });
  if (answer.status() !== 200) throw new Error(`${path} answers ${answer.status()}`);
  if (foreign.length > 0) throw new Error(`${path} loads from elsewhere: ${foreign.join(" ")}`);
  const files = new Map();
  for (const request of finished) {
    if (!request.url().startsWith(`${server.url}/`)) continue;
    const response = await request.response();
    // A redirect has no body.
    if (response.status() >= 300 && response.status() < 400) continue;
    const url = new URL(request.url());
    const { responseBodySize } = await request.sizes();
    files.set(url.pathname + url.search, { ...weigh(await response.body()), sent: responseBodySize });
  }
  await context.close();
  return files;
}

/** Files of target/site that the frame of the door names, by path from the root. */
function namedByIndex() {
  const index = join(SITE, "door.html");
  if (!existsSync(index)) throw new Error(`${index} is missing: make pages builds it`);
  const html = readFileSync(index, "utf8");
  const names = [...html.matchAll(/["'(=](?:\.?\/)?([\w./-]+\.[a-z0-9]{2,11})(?:[?#][^"')\s>]*)?["')\s>]/gi)].map(([, name]) => name);
  return [...new Set(names)].filter((name) => existsSync(join(SITE, name))).map((name) => `/${name}`);
}

/** Bytes as they are, and as brotli 11 makes them; what does not shrink (pictures) travels as it is. */
function weigh(body) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  return { raw: body.length, brotli: Math.min(body.length, brotliCompressSync(body, { params }).length) };
}

/** Prints the table of one page; true when it is within the budget. */
function print(path, files) {
  const row = (raw, brotli, sent, name) =>
    console.log(`    ${String(raw).padStart(9)} ${String(brotli).padStart(9)} ${String(sent ?? "-").padStart(9)}  ${name}`);
  const sum = (key) => [...files.values()].reduce((total, file) => total + (file[key] ?? 0), 0);
  console.log(`\n    First page ${path}`);
  row("raw", "brotli 11", "as sent", "file");
  for (const [name, { raw, brotli, sent }] of [...files].sort(([, a], [, b]) => b.brotli - a.brotli)) row(raw, brotli, sent, name);
  const total = sum("brotli");
  row(sum("raw"), total, sum("sent"), "all together");
  const fits = total <= BUDGET_BYTES;
  console.log(
    `    ${fits ? "within" : "OVER"} the budget: ${(total / 1024).toFixed(1)} of ${BUDGET_BYTES / 1024} KiB (${((100 * total) / BUDGET_BYTES).toFixed(0)} %)`,
  );
  return fits;
}
