// Everything a phone loads for its first page, compressed as brotli 11, must stay within the budget.
//
// A browser with an empty cache opens each page of the real server and every answer is counted, whatever its kind; what
// the frame of the door names is counted for first pages even if the browser had no need of it. A request to anywhere
// else fails at once. The pages behind the first one have no budget; their sizes are printed beside it.
//
//     node .ci/size-budget.mjs            measures, and compares with what the readme files say
//     node .ci/size-budget.mjs --write    measures, and writes it into the readme files
import { readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { address } from "../e2e/address.mjs";
import { startServer } from "../e2e/start.mjs";

const KIB = 1024;
const BUDGET_BYTES = 200 * KIB;
/** Compilers differ a little from machine to machine; what the readme files say may differ so much, as a share. */
const SLACK = 0.03;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SITE = join(ROOT, "target/site");
const require = createRequire(join(ROOT, "e2e/package.json"));
const { chromium } = require("playwright-core");
const { parse } = require("smol-toml");

const PLATE = readdirSync(join(ROOT, "domain/catalogue/plates")).sort()[0].replace(/\.toml$/, "");
const JOURNEY = parse(readFileSync(join(ROOT, "domain/tests/journeys/convenience_store_corner.toml"), "utf8"));
const PAGES = [
  { path: `/p/${PLATE}`, first: true, en: "door plate (first page)", zh: "门牌页（第一个页面）" },
  { path: "/", first: true, en: "list of themes (first page)", zh: "主题列表（第一个页面）" },
  { path: `/t/${JOURNEY.theme}`, first: false, en: "a theme", zh: "一个主题" },
  { path: address(JOURNEY, "apply"), first: false, en: "the form", zh: "填表" },
];
/** Sentences that only the staff read. */
const DESK = parse(readFileSync(join(ROOT, "frontend/text/desk/zh.toml"), "utf8"));
const ONLY_DESK = [DESK.notice.only_one, DESK.act.revoke_will, DESK.visit.clear_note, DESK.overview.letters_none, DESK.refusal.answer_late];
const READMES = [
  { file: "README.md", head: "| page | HTML and data | CSS | JavaScript | WebAssembly | KiB together |", name: "en" },
  { file: "README.zh.md", head: "| 页面 | HTML 和数据 | CSS | JavaScript | WebAssembly | 共 KiB |", name: "zh" },
];

if (process.env.YIJIAN_PAGES === "dev") {
  console.log("    YIJIAN_PAGES=dev builds large pages; the budget is for the real ones");
  process.exit(1);
}

const strays = misplaced();
for (const stray of strays) console.log(`    MISPLACED: ${stray}`);
const server = await startServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const measured = [];
try {
  for (const page of PAGES) {
    const files = await load(page.path);
    if (page.first) {
      for (const file of namedByFrame()) if (!files.has(file)) files.set(file, weigh(readFileSync(join(SITE, file))));
    }
    measured.push({ page, kinds: byKind(files), total: total(files) });
    print(page, files);
  }
} finally {
  await browser.close();
  await server.stop();
}
const over = measured.filter(({ page, total }) => page.first && total > BUDGET_BYTES);
for (const { page } of over) console.log(`    OVER the budget: ${page.path}`);
const stale = READMES.filter((readme) => !isTold(readme));
if (process.argv.includes("--write")) stale.forEach(write);
else for (const { file } of stale) console.log(`    ${file} tells other sizes: make sizes`);
process.exitCode = strays.length > 0 || over.length > 0 || (stale.length > 0 && !process.argv.includes("--write")) ? 1 : 0;

/** What of the staff's text is in a program of the phone, or missing in the staff's own. */
function misplaced() {
  const programs = readdirSync(SITE).filter((name) => /\.(wasm|js)$/.test(name));
  const holds = (name, text) => readFileSync(join(SITE, name)).includes(text);
  const own = programs.filter((name) => /^desk-.*\.wasm$/.test(name));
  const found = ONLY_DESK.filter((text) => !own.some((name) => holds(name, text))).map((text) => `the desk lacks “${text}”`);
  for (const name of programs.filter((name) => !name.startsWith("desk-"))) {
    for (const text of ONLY_DESK) if (holds(name, text)) found.push(`${name} holds “${text}”`);
  }
  return found;
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
  // A copy: a page that goes on by itself fetches more while these are looked at.
  for (const request of [...finished]) {
    if (!request.url().startsWith(`${server.url}/`) || request.method() !== "GET") continue;
    const response = await request.response();
    // A redirect has no body.
    if (response.status() >= 300 && response.status() < 400) continue;
    const url = new URL(request.url());
    // The browser forgets what a page fetched before it went on; what travelled is compressed as well.
    const kept = await response.body().then(weigh, () => undefined);
    const { responseBodySize } = await request.sizes();
    files.set(url.pathname + url.search, kept ?? { raw: responseBodySize, brotli: responseBodySize });
  }
  await context.close();
  return files;
}

/** Files of target/site that the frame of the door names, by path from the root. */
function namedByFrame() {
  const frame = join(SITE, "door.html");
  if (!existsSync(frame)) throw new Error(`${frame} is missing: make pages builds it`);
  const html = readFileSync(frame, "utf8");
  const names = [...html.matchAll(/["'(=](?:\.?\/)?([\w./-]+\.[a-z0-9]{2,11})(?:[?#][^"')\s>]*)?["')\s>]/gi)].map(([, name]) => name);
  return [...new Set(names)].filter((name) => existsSync(join(SITE, name))).map((name) => `/${name}`);
}

/** Bytes as they are, and as brotli 11 makes them; what does not shrink (pictures) travels as it is. */
function weigh(body) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  return { raw: body.length, brotli: Math.min(body.length, brotliCompressSync(body, { params }).length) };
}

/** Compressed bytes of HTML with data and pictures, of CSS, JavaScript and WebAssembly. */
function byKind(files) {
  const kinds = [0, 0, 0, 0];
  for (const [name, { brotli }] of files) kinds[1 + [".css", ".js", ".wasm"].indexOf(extname(name.split("?")[0]))] += brotli;
  return kinds;
}

function total(files) {
  return [...files.values()].reduce((sum, { brotli }) => sum + brotli, 0);
}

function print({ path, first }, files) {
  const row = (raw, brotli, name) => console.log(`    ${String(raw).padStart(9)} ${String(brotli).padStart(9)}  ${name}`);
  console.log(`\n    ${first ? "First page" : "Later page"} ${path}`);
  row("raw", "brotli 11", "file");
  for (const [name, { raw, brotli }] of [...files].sort(([, a], [, b]) => b.brotli - a.brotli)) row(raw, brotli, name);
  const kib = (total(files) / KIB).toFixed(1);
  console.log(`    ${kib} KiB${first ? ` of ${BUDGET_BYTES / KIB} KiB (${((100 * total(files)) / BUDGET_BYTES).toFixed(0)} %)` : ""}`);
}

/** The figures between the two marks of a readme file, one row a page. */
function told(file) {
  const [, table] = readFileSync(join(ROOT, file), "utf8").match(/<!-- sizes -->\n([^]*?)<!-- \/sizes -->/);
  const rows = table.split("\n").slice(2).filter(Boolean);
  return rows.map((row) => Number(row.split("|").at(-2)) * KIB);
}

function isTold({ file }) {
  const totals = told(file);
  return measured.length === totals.length && measured.every(({ total }, at) => Math.abs(totals[at] / total - 1) <= SLACK);
}

function write({ file, head, name }) {
  const kib = (bytes) => (bytes / KIB).toFixed(1);
  const rows = measured.map(({ page, kinds, total }) => `| ${[page[name], ...kinds.map(kib), kib(total)].join(" | ")} |`);
  const table = [head, head.replace(/[^|]+/g, "---"), ...rows].join("\n");
  const text = readFileSync(join(ROOT, file), "utf8");
  writeFileSync(join(ROOT, file), text.replace(/(<!-- sizes -->\n)[^]*?(<!-- \/sizes -->)/, `$1${table}\n$2`));
  console.log(`    written: ${file}`);
}
