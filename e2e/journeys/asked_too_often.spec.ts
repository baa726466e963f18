// Where much comes from one address: a reader is asked to wait in words, and a phone does the work it is asked for by itself.
import * as applicant from "../applicant";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { startServer } from "../start.mjs";
import { MOBILE } from "../values";

test("a reader who asks too often is told to wait, in words and without a program", async ({ page }) => {
  const { url, stop } = await startServer({ YIJIAN_LIMITS: "1" });
  try {
    // One check of a licence in a minute is let through here.
    let answer = await page.goto(`${url}/v`);
    for (let visit = 0; visit < 5 && answer?.status() === 200; visit += 1) answer = await page.goto(`${url}/v`);
    expect(answer?.status()).toBe(429);
    expect(Number(answer?.headers()["retry-after"])).toBeGreaterThan(0);
    await expect(applicant.heading(page)).toHaveText("请稍等一会儿");
    await expect(page.getByRole("link", { name: "12345" })).toBeVisible();
    await scan(page);
  } finally {
    await stop();
  }
});

test("a phone works for an application when many came from its address", async ({ page }) => {
  test.setTimeout(120_000);
  // One application in an hour needs no work, three pass at all; everything else is as usual.
  const { stop, ...server } = await startServer({ YIJIAN_LIMITS: "5" });
  try {
    const hand = async () => {
      const seeded = await complete(server, "transport_company_van");
      await applicant.open(page, `${server.url}${seeded.path("review")}`);
      const [asked] = await Promise.all([
        page.waitForResponse((answer) => answer.url().endsWith("/api/v1/applications")),
        applicant.handIn(page),
      ]);
      return asked.status();
    };
    expect(await hand()).toBe(201);
    expect(await hand(), "the second is asked to work, and gets through").toBe(429);
    await expect(page.getByRole("region", { name: "您的受理编号" })).toHaveText(/\d/);
    await scan(page);
  } finally {
    await stop();
  }
});

test("a phone works for its code when many were sent to its address", async ({ page }) => {
  test.setTimeout(120_000);
  // One code in an hour needs no work.
  const { stop, ...server } = await startServer({ YIJIAN_LIMITS: "20", YIJIAN_SIGN_IN_TO_SUBMIT: "1" });
  try {
    const other = await page.request.post(`${server.url}/api/v1/sign-in/codes`, { data: { mobile: applicant.newMobile() } });
    expect(other.status()).toBe(202);
    const seeded = await complete(server, "transport_company_van");
    await applicant.open(page, `${server.url}${seeded.path("review")}`);
    await page.getByRole("checkbox", { name: /^我已看清/ }).check();
    await page.getByRole("button", { name: "提交申请" }).click();
    const proof = page.getByRole("region", { name: "请先验证手机号" });
    await proof.getByRole("textbox", { name: "手机号" }).fill(MOBILE);
    const [asked] = await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith("/api/v1/sign-in/codes")),
      proof.getByRole("button", { name: "发验证码" }).click(),
    ]);
    expect(asked.status(), "it is asked to work").toBe(429);
    await expect(proof.getByRole("status")).toHaveText(`验证码已经发到 ${MOBILE}。`);
    await proof.getByRole("textbox", { name: "验证码" }).fill(await applicant.shownCode(page));
    await proof.getByRole("button", { name: "验证并提交" }).click();
    await expect(page.getByRole("region", { name: "您的受理编号" })).toHaveText(/\d/);
  } finally {
    await stop();
  }
});
