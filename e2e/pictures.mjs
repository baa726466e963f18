// Takes the picture of the readme files: three pages of the real server on a phone, side by side.
//
//     node e2e/pictures.mjs        make pictures
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { parse } from "smol-toml";
import { address } from "./address.mjs";
import { startServer } from "./start.mjs";

const PHONE = { width: 375, height: 740 };
const GAP = 24;
const folder = fileURLToPath(new URL("../docs/pictures", import.meta.url));
const journey = parse(readFileSync(new URL("../domain/tests/journeys/convenience_store_corner.toml", import.meta.url), "utf8"));

const server = await startServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
try {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true, locale: "zh-CN" });
  const page = await context.newPage();
  const shots = [];
  const shoot = async () => shots.push((await page.screenshot()).toString("base64"));

  await page.goto(`${server.url}/p/qy_xiguan_7`, { waitUntil: "networkidle" });
  await shoot();
  await page.goto(server.url + address(journey, "plan"), { waitUntil: "networkidle" });
  await shoot();
  await page.getByRole("link", { name: "开始填表" }).click();
  await page.waitForURL(/\/d\/[0-9a-f]{32}$/);
  await page.getByRole("link", { name: "开始填表" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("陈示例");
  await page.getByRole("textbox", { name: "身份证号码" }).fill("61032819580317993X");
  await page.getByRole("textbox", { name: "手机号码" }).focus();
  await page.evaluate(() => scrollTo(0, 0));
  await shoot();

  const row = await context.newPage();
  await row.setViewportSize({ width: 3 * PHONE.width + 4 * GAP, height: PHONE.height + 2 * GAP });
  const pictures = shots.map((shot) => `<img src="data:image/png;base64,${shot}" alt="">`).join("");
  await row.setContent(`<style>
    body { margin: 0; padding: ${GAP}px; display: flex; gap: ${GAP}px; background: #dfe3e1; }
    img { width: ${PHONE.width}px; height: ${PHONE.height}px; border-radius: 18px; }
  </style>${pictures}`);
  mkdirSync(folder, { recursive: true });
  await row.screenshot({ path: `${folder}/phone.png` });
  console.log("    written: docs/pictures/phone.png");
} finally {
  await browser.close();
  await server.stop();
}
