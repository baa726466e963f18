// A person proves a mobile number and finds their own cases again, without the receipt and without a password.
import type { Page } from "@playwright/test";
import * as applicant from "../applicant";
import { expect, scan, test } from "../server";

test.describe.configure({ timeout: 90_000 });

const NONE_YET = "还没有用这个手机号交过申请。";

/** Signs in on another phone with a number that had a code less than a minute ago: whoever holds it waits for the next one. */
async function signInAgain(page: Page, mobile: string): Promise<void> {
  await page.goto("/me");
  await page.getByRole("textbox", { name: "手机号" }).fill(mobile);
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(async () => {
    if ((await page.getByText("演示：没有真的发短信。").count()) > 0) return;
    await page.getByRole("button", { name: "再发一次验证码" }).click();
    await expect(page.getByText("演示：没有真的发短信。")).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 90_000 });
  await page.getByRole("textbox", { name: "验证码" }).fill(await applicant.shownCode(page));
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("button", { name: "退出登录" })).toBeVisible();
}

test("a person signs in by a code, finds their case and signs out", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const mobile = applicant.newMobile();
  const main = page.getByRole("main");
  await applicant.open(page, "/");
  await page.getByRole("link", { name: "查我的办件" }).click();
  await expect(applicant.heading(page)).toHaveText("我的办件");
  await scan(page);

  await page.getByRole("textbox", { name: "手机号" }).fill("12345678901");
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByRole("alert")).toHaveText("手机号不对。请写 11 位数字，以 13 到 19 开头。");
  await expect(page.getByRole("textbox", { name: "手机号" })).toHaveValue("12345678901");
  await scan(page);
  await page.getByRole("textbox", { name: "手机号" }).fill(mobile);
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByRole("status")).toHaveText(`验证码已经发到 ${mobile}。`);
  const code = await applicant.shownCode(page);
  await scan(page);

  const box = page.getByRole("textbox", { name: "验证码" });
  await box.fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(/^验证码不对，或者已经过了 5 分钟。请看清短信再输/);
  await scan(page);
  // The wrong one used up nothing but an attempt; asking for another at once does not make it void.
  await page.getByRole("button", { name: "再发一次验证码" }).click();
  await expect(page.getByRole("alert")).toHaveText("刚刚发过一条。请看看短信，一分钟后可以再发。");
  await box.fill(code);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/me`);
  await expect(main).toContainText(applicant.masked(mobile));
  await expect(main).not.toContainText(mobile);
  await expect(main).toContainText(NONE_YET);
  await scan(page);

  const { number, items } = await applicant.handedIn(page, server, "convenience_store_corner");
  await page.goto("/me");
  await expect(applicant.ownCases(page)).toHaveCount(1);
  await expect(applicant.ownCases(page)).toContainText("已经收到");
  await scan(page);
  await applicant.ownCases(page).getByRole("link").click();
  await expect(page).toHaveURL(`${server.url}/r/${number}/mine`);
  for (const item of items) await expect(applicant.part(page, item)).toBeVisible();
  await scan(page);

  // Another phone of the same person sees the same case, until it is signed out from here.
  const other = await browser.newContext({ baseURL: server.url });
  const there = await other.newPage();
  await signInAgain(there, mobile);
  await expect(applicant.ownCases(there)).toHaveCount(1);
  await page.goto("/me");
  await page.getByText("已登录的设备（2）").click();
  const sessions = page.getByRole("group").filter({ hasText: "已登录的设备" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByRole("listitem").filter({ hasText: "正在用的这台" })).toHaveCount(1);
  await scan(page);
  await sessions.getByRole("listitem").filter({ hasNotText: "正在用的这台" }).getByRole("button", { name: "退出这一台" }).click();
  await expect(page.getByRole("status")).toHaveText("那一台已经退出登录。");
  await expect(page.getByText("已登录的设备（1）")).toBeVisible();
  await scan(page);
  await there.goto(`/r/${number}/mine`);
  await expect(there.getByRole("main")).not.toContainText(items[0]);
  await there.goto("/me");
  await expect(there.getByRole("textbox", { name: "手机号" })).toBeVisible();
  await expect(applicant.ownCases(there)).toHaveCount(0);
  await other.close();

  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("textbox", { name: "手机号" })).toBeVisible();
  await expect(main).not.toContainText(applicant.masked(mobile));
  await expect(applicant.ownCases(page)).toHaveCount(0);
  await page.goto(`/r/${number}/mine`);
  await expect(main).not.toContainText(items[0]);
  await scan(page);
});

test("whoever signs out everywhere is out here too", async ({ page, server }) => {
  await applicant.signIn(page, applicant.newMobile());
  await page.getByText("已登录的设备（1）").click();
  await expect(page.getByRole("button", { name: "退出这一台" }), "this one has a button of its own").toHaveCount(0);
  await page.getByRole("button", { name: "全部退出" }).click();
  await expect(page.getByRole("textbox", { name: "手机号" })).toBeVisible();
  const asked = await page.request.get(`${server.url}/api/v1/me`);
  expect(asked.status()).toBe(401);
});

test("the step of the code keeps its size and its language", async ({ page, server }) => {
  await page.goto("/me");
  await page.getByRole("textbox", { name: "手机号" }).fill(applicant.newMobile());
  await page.getByRole("button", { name: "发验证码" }).click();
  await expect(page.getByRole("textbox", { name: "验证码" })).toBeVisible();
  await page.getByRole("link", { name: "长辈版" }).click();
  await expect(page).toHaveURL(`${server.url}/me`);
  await expect(page.getByRole("link", { name: "标准版" })).toBeVisible();
  await expect(applicant.heading(page)).toHaveText("我的办件");
  await scan(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a person signs in, lets somebody act, takes it back and signs out", async ({ page, server }) => {
    const mobile = applicant.newMobile();
    const other = applicant.newMobile();
    const main = page.getByRole("main");
    await applicant.signIn(page, mobile);
    await expect(main).toContainText(NONE_YET);
    const until = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
    await page.getByText("请一个人代办").click();
    await page.getByRole("textbox", { name: "对方的手机号" }).fill(other);
    await page.getByRole("checkbox", { name: "看我的申请办到哪一步" }).check();
    await page.getByLabel(/^到哪天为止/).fill(until);
    await page.getByRole("button", { name: "同意请这个人代办" }).click();
    await expect(page.getByRole("status")).toHaveText("记下来了。对方登录以后就能看到。");
    const lines = page.getByRole("region", { name: "请别人代办" }).getByRole("listitem");
    await expect(lines.first()).toContainText(`请 ${applicant.masked(other)} 代办`);
    await page.getByRole("button", { name: "取消代办" }).click();
    await expect(page.getByRole("status")).toHaveText("已取消。");
    await expect(lines.first()).toContainText("已取消");
    await page.getByRole("button", { name: "退出登录" }).click();
    await expect(page.getByRole("textbox", { name: "手机号" })).toBeVisible();
    await expect(main).not.toContainText(applicant.masked(other));
    expect(server.log()).not.toContain(mobile);
  });
});
