// Takes the pictures of the readme files from the real server: three pages on a phone, side by side; the desk with its
// list of cases and an open case, and an inspector's phone beside them.
//
//     node e2e/pictures.mjs        make pictures
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { parse } from "smol-toml";
import { address } from "./address.mjs";
import { desk, handIn, lease } from "./sample.mjs";
import { startServer } from "./start.mjs";

const PHONE = { width: 375, height: 740 };
const DESK = { width: 1080, height: 880 };
const INSPECTOR = { width: 375, height: 880 };
const GAP = 24;
/** The desk needs more room than a readme has: so many pixels of the picture for each of its own. */
const DESK_SCALE = 0.68;
/** Days between the first cases of the desk and the picture. */
const DAYS = [0, 4, 8];
const SIGN_IN = { name: "登录名", password: "密码", go: "登录" };
const folder = fileURLToPath(new URL("../docs/pictures", import.meta.url));
const journey = parse(readFileSync(new URL("../domain/tests/journeys/convenience_store_corner.toml", import.meta.url), "utf8"));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
mkdirSync(folder, { recursive: true });
try {
  await phonePicture();
  await deskPicture();
} finally {
  await browser.close();
}

async function phonePicture() {
  const server = await startServer();
  try {
    const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true, locale: "zh-CN" });
    const page = await context.newPage();
    const shots = [];
    const shoot = async () => shots.push({ png: await page.screenshot(), ...PHONE });

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
    await row(shots, 1.5, "phone.png");
  } finally {
    await server.stop();
  }
}

async function deskPicture() {
  let server = await startServer({}, { keep: true });
  try {
    const paper = await lease(await browser.newPage());
    const { open, visited } = await fill(paper, async (days) => {
      if (days > 0) {
        await server.stop();
        const last = days === DAYS.at(-1);
        server = await startServer({ YIJIAN_DEMO_DAYS_AHEAD: String(days) }, { dataDir: server.dataDir, keep: !last });
      }
      return server.url;
    });
    const clerk = await signIn(server.url, "chuangkou", { viewport: DESK, deviceScaleFactor: 1.25 });
    const shots = [];
    const shoot = async (page, size) => shots.push({ png: await page.screenshot(), ...size });
    await clerk.getByRole("link", { name: open }).waitFor();
    await shoot(clerk, DESK);
    await clerk.goto(`${server.url}/desk/cases/${open}/papers`);
    await clerk.locator(".file").filter({ hasText: "IMG_2031" }).nth(1).click();
    await clerk.getByRole("checkbox").nth(2).check();
    await clerk.locator(".viewer img").waitFor();
    await clerk.evaluate(() => scrollTo(0, 0));
    await clerk.waitForLoadState("networkidle");
    await shoot(clerk, DESK);

    const inspector = await signIn(server.url, "kancha", { viewport: INSPECTOR, deviceScaleFactor: 1.25, hasTouch: true });
    await inspector.goto(`${server.url}/desk/visits/${visited}`);
    const checks = inspector.locator(".check");
    await checks.nth(0).getByRole("button", { name: "通过", exact: true }).click();
    await checks.nth(1).getByRole("button", { name: "不通过", exact: true }).click();
    await checks.nth(1).getByRole("textbox").fill("少了 5 平方米，请改成实际面积");
    await inspector.evaluate(() => scrollTo(0, 0));
    await shoot(inspector, INSPECTOR);
    await row(shots, 1, "desk.png", DESK_SCALE);
  } finally {
    await server.stop();
  }
}

/** Cases of several days, some of them late. `day` gives the server of a day. Tells which to open, and which is visited. */
async function fill(paper, day) {
  let no = 0;
  const take = (url, name) => handIn(url, name, no++, paper);
  const accepted = async (url, names) => {
    const clerk = await desk(url, "chuangkou");
    for (const name of names) await clerk(await take(url, name), { verb: "accept" });
  };
  await accepted(await day(DAYS[0]), ["small_restaurant_noodles"]);
  await accepted(await day(DAYS[1]), ["drinks_shop_milk_tea", "hotel_guesthouse"]);
  const today = await day(DAYS[2]);
  const received = ["medical_device_shop_class2", "supermarket_village", "beauty_salon_barber", "pharmacy_corner", "company_sole"];
  for (const name of received) await take(today, name);
  const open = await take(today, "convenience_store_corner");
  const visited = await take(today, "convenience_store_corner");
  const clerk = await desk(today, "chuangkou");
  await clerk(visited, { verb: "accept" });
  const on = ahead(DAYS[2]).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
  await clerk(visited, ({ inspection }) => ({
    verb: "plan_inspection",
    plan: { on, hours: "09:00-10:00", mode: "on_site", inspectors: inspection.inspectors.slice(0, 2) },
  }));
  return { open, visited };
}

function ahead(days) {
  const moved = new Date();
  moved.setDate(moved.getDate() + days);
  return moved;
}

/** Somebody at the desk, on the day of the server. */
async function signIn(url, name, device) {
  const context = await browser.newContext({ ...device, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await context.clock.setSystemTime(ahead(DAYS.at(-1)));
  const page = await context.newPage();
  await page.goto(`${url}/desk`);
  await page.getByLabel(SIGN_IN.name).fill(name);
  await page.getByLabel(SIGN_IN.password).fill("yijian-demo-2026");
  await page.getByRole("button", { name: SIGN_IN.go }).click();
  await page.getByRole("navigation").first().waitFor();
  return page;
}

/** Writes screenshots side by side, each `scale` of its size, in a picture of `density` pixels for each pixel. */
async function row(shots, density, file, scale = 1) {
  const width = shots.reduce((sum, shot) => sum + shot.width * scale + GAP, GAP);
  const height = Math.max(...shots.map((shot) => shot.height)) * scale + 2 * GAP;
  const page = await browser.newPage({ viewport: { width: Math.ceil(width), height: Math.ceil(height) }, deviceScaleFactor: density });
  const image = (shot) =>
    `<img src="data:image/png;base64,${shot.png.toString("base64")}" style="width: ${shot.width * scale}px; height: ${shot.height * scale}px" alt="">`;
  await page.setContent(`<style>
    body { margin: 0; padding: ${GAP}px; display: flex; gap: ${GAP}px; background: #dfe3e1; }
    img { flex: none; border-radius: ${18 * scale}px; }
  </style>${shots.map(image).join("")}`);
  await page.screenshot({ path: `${folder}/${file}` });
  await page.close();
  console.log(`    written: docs/pictures/${file}`);
}
