// A corner shop goes from the applicant's phone over the window, the inspectors and the departments to one licence: five people,
// each in a browser of their own.
import * as applicant from "../applicant";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk, reviewer } from "../staff";

test("a corner shop is taken in, looked at twice, decided and licensed", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const seeded = await complete(server, "convenience_store_corner");
  await applicant.open(page, seeded.path("review"));
  const receipt = await applicant.handIn(page);
  const number = receipt.split("/").at(-2) ?? "";

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("办件");
  await scan(clerk.page);
  await clerk.page.getByRole("searchbox").fill(number);
  await clerk.page.keyboard.press("Enter");
  await clerk.page.getByRole("link", { name: new RegExp(number) }).first().click();
  await expect(clerk.page.getByText("已收件，待受理").first()).toBeVisible();
  await scan(clerk.page);
  await clerk.act("受理");
  await expect(clerk.page.getByText("部门在办").first()).toBeVisible();

  const inspector = await Desk.signIn(browser, server, "kancha", true);
  for (const fails of [true, false]) {
    await clerk.open(number);
    await clerk.act("约现场核查", async (dialog) => {
      const today = await clerk.page.evaluate(() => new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" }));
      await dialog.getByLabel("日期").fill(today);
      await dialog.getByLabel("时间").fill("09:00-10:00");
      await dialog.getByRole("radio", { name: "到现场看" }).check();
      for (const box of await dialog.getByRole("checkbox").all()) await box.check();
    });
    await inspector.page.goto("/desk/visits");
    await inspector.page.getByRole("main").getByRole("link", { name: /核查$/ }).last().click();
    const checks = inspector.page.locator(".check");
    await expect(checks.first()).toBeVisible();
    const count = await checks.count();
    if (!fails) expect(count, "the second visit is for what failed only").toBe(1);
    for (let at = 0; at < count; at += 1) {
      const bad = fails && at === 0;
      await checks.nth(at).getByRole("button", { name: bad ? "不通过" : "通过", exact: true }).click();
      if (bad) await checks.nth(at).getByRole("textbox").fill("灭火器压力不足，换一只");
    }
    await scan(inspector.page);
    for (const box of await inspector.page.getByRole("checkbox").all()) await box.check();
    await inspector.page.getByRole("button", { name: "交结果" }).click();
    await expect(inspector.page.getByText(/已全部发送|已发送/).first()).toBeVisible();
  }

  const departments = new Set(seeded.matter.plan.items.map(({ department }) => department));
  const desks = new Map<string, Desk>();
  for (let round = 0; round < seeded.matter.plan.items.length; round += 1) {
    for (const department of departments) {
      const desk = desks.get(department) ?? (await Desk.signIn(browser, server, reviewer(department)));
      desks.set(department, desk);
      await desk.open(number);
      while ((await desk.acts().getByRole("button", { name: "领办", exact: true }).count()) > 0) {
        await desk.act("领办");
        await desk.act("准予");
      }
    }
  }

  await clerk.open(number);
  await expect(clerk.page.getByText("已办结，待发证").first()).toBeVisible();
  await clerk.act("发证");
  await clerk.open(number, "licence");
  await expect(clerk.page.getByText("千阳县", { exact: false }).first()).toBeVisible();
  await scan(clerk.page);
  await clerk.open(number, "documents");
  const paper = await clerk.page.getByRole("link", { name: /行业综合许可证/ }).getAttribute("href");
  const pdf = await clerk.page.request.get(paper ?? "");
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await clerk.open(number);
  await clerk.act("送达", async (dialog) => {
    await dialog.getByRole("radio", { name: "窗口领取" }).check();
  });
  await expect(clerk.page.getByText("已送达").first()).toBeVisible();
  await clerk.open(number, "record");
  await scan(clerk.page);
  for (const desk of [clerk, inspector, ...desks.values()]) await desk.close();
});
