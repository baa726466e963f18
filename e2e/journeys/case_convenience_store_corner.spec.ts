// A corner shop goes from the plate at its door over the window, the inspectors and the departments to one licence, and on to
// somebody who checks it: each a person with a browser of their own.
import * as applicant from "../applicant";
import { codeOn } from "../pdf";
import { Matter } from "../journey";
import { pdf, photo } from "../papers";
import { expect, scan, test } from "../server";
import { Desk, reviewer } from "../staff";
import { RARE_NAME } from "../values";

const REMARK = "灭火器压力不足，换一只";
const WRONG = "租期已经过了，请换有效的合同";

test("a corner shop goes from the plate to a licence that anybody can check", async ({ page, server, browser }) => {
  test.setTimeout(300_000);
  const matter = await Matter.of("convenience_store_corner", server);
  const { items, materials } = matter.plan;

  const receipt = await test.step("the applicant scans the plate, answers, fills the form and hands in", async () => {
    await applicant.open(page, "/p/qy_xiguan_7");
    await page.getByRole("searchbox", { name: "找您要办的事" }).fill("小卖部");
    await page.getByRole("link", { name: matter.name }).first().click();
    await page.getByRole("link", { name: "开始回答问题" }).click();
    await applicant.answerAll(page, matter);
    await applicant.begin(page);
    await applicant.fillForm(page, matter);
    for (const { id } of materials) await applicant.pick(applicant.card(page, matter, id), [pdf()]);
    for (const { id } of materials) await applicant.arrived(applicant.card(page, matter, id), 1);
    await page.getByRole("link", { name: /^下一步/ }).click();
    return applicant.handIn(page);
  });
  const number = receipt.split("/").at(-2) ?? "";

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  const lease = materials.find(({ id }) => id === "lease")?.name ?? "";
  await test.step("the clerk finds it and asks once for what is wrong", async () => {
    await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("办件");
    await scan(clerk.page);
    await clerk.page.getByRole("searchbox").fill(number);
    await clerk.page.keyboard.press("Enter");
    await clerk.page.getByRole("link", { name: new RegExp(number) }).first().click();
    await expect(clerk.page.getByText("已收件，待受理").first()).toBeVisible();
    await scan(clerk.page);
    await clerk.go("材料");
    await clerk.unmask();
    const paper = clerk.page.locator("section").filter({ has: clerk.page.getByRole("heading", { name: lease }) });
    await paper.getByRole("button", { name: /\.pdf$/ }).click();
    await expect(clerk.page.getByRole("region", { name: "看文件" }).first()).toBeVisible();
    await paper.getByRole("textbox").fill(WRONG);
    await scan(clerk.page);
    await clerk.page.getByRole("link", { name: "一次性告知补正" }).first().click();
    const fortnight = new Date(Date.now() + 14 * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
    await clerk.page.getByLabel("请申请人在这天前补正").fill(fortnight);
    await clerk.page.getByRole("button", { name: "先看一遍" }).click();
    await expect(clerk.page.getByText(WRONG)).toBeVisible();
    await scan(clerk.page);
    await clerk.page.getByRole("button", { name: "发出告知书" }).click();
    await expect(clerk.page.getByText("等申请人补正").first()).toBeVisible();
  });

  await test.step("the applicant puts it right on the phone", async () => {
    await page.goto(receipt);
    await expect(page.getByText("要您补正").first()).toBeVisible();
    await scan(page);
    await page.getByRole("link", { name: "去补正" }).click();
    await expect(page.getByText(WRONG)).toBeVisible();
    await applicant.pick(applicant.card(page, matter, "lease"), [await photo(page, { width: 300, height: 400 })]);
    await expect(applicant.card(page, matter, "lease").getByText(/^已传 \d 页$/)).toBeVisible();
    await scan(page);
    await page.getByRole("button", { name: "交上补正" }).click();
    await expect(page.getByText("您的补正已经收到。").first()).toBeVisible();
  });

  await test.step("the clerk accepts, and the applicant's page follows by itself", async () => {
    await clerk.open(number);
    await clerk.act("受理");
    await expect(clerk.page.getByText("部门在办").first()).toBeVisible();
    await expect(page.getByText("申请已经受理。").first()).toBeVisible();
  });

  const inspector = await Desk.signIn(browser, server, "kancha", true);
  await test.step("two inspectors come once for everybody, and again for what failed", async () => {
    for (const fails of [true, false]) {
      await clerk.open(number);
      await clerk.planVisit();
      await inspector.openVisit(number);
      const checks = inspector.page.locator(".check");
      const count = await checks.count();
      if (!fails) expect(count, "the second visit is for what failed only").toBe(1);
      for (let at = 0; at < count; at += 1) {
        const bad = fails && at === 0;
        await checks.nth(at).getByRole("button", { name: bad ? "不通过" : "通过", exact: true }).click();
        if (bad) await checks.nth(at).getByRole("textbox").fill(REMARK);
      }
      await scan(inspector.page);
      await inspector.sendVisit();
      const told = fails ? page.getByText(REMARK) : page.getByText("现场查看都通过了。");
      await expect(told.first()).toBeVisible();
    }
  });

  const departments = [...new Set(items.map(({ department }) => department))];
  expect(departments.length).toBeGreaterThanOrEqual(3);
  await test.step("the departments decide, each its own parts", async () => {
    const desks = await Promise.all(departments.map((department) => Desk.signIn(browser, server, reviewer(department))));
    // What needs another department's result opens when that is there.
    for (let round = 0; round < items.length; round += 1) {
      for (const desk of desks) {
        await desk.open(number);
        while ((await desk.acts().getByRole("button", { name: "领办", exact: true }).count()) > 0) {
          await desk.act("领办");
          await desk.act("准予");
        }
      }
    }
    for (const desk of desks) await desk.close();
  });

  await test.step("the window issues one licence", async () => {
    await clerk.open(number);
    await expect(clerk.page.getByText("已办结，待发证").first()).toBeVisible();
    await clerk.act("发证");
    await clerk.open(number, "licence");
    await expect(clerk.page.getByText("千阳县").first()).toBeVisible();
    await scan(clerk.page);
    await clerk.open(number, "record");
    await scan(clerk.page);
  });

  const code = await test.step("the applicant fetches it and opens the document", async () => {
    await page.getByRole("button", { name: "领取电子证" }).click();
    await expect(page.getByText("结果已经到您手里。").first()).toBeVisible();
    await scan(page);
    const address = await page.getByRole("link", { name: /行业综合许可证/ }).first().getAttribute("href");
    const answer = await page.request.get(address ?? "");
    expect(answer.headers()["content-type"]).toBe("application/pdf");
    return codeOn(await answer.body());
  });

  await test.step("somebody in the shop reads the code and sees what it is worth", async () => {
    const { pathname } = new URL(code);
    const visitor = await browser.newContext({ baseURL: server.url });
    const phone = await visitor.newPage();
    await phone.goto(pathname);
    await expect(phone.getByRole("heading", { level: 1 })).toHaveText("有效");
    await expect(phone.getByText("营业执照").first()).toBeVisible();
    await expect(phone.getByText("烟草专卖零售许可证").first()).toBeVisible();
    await expect(phone.getByText(RARE_NAME), "the holder is masked").toHaveCount(0);
    await scan(phone);
    // One letter changed is another's licence or nobody's, and never passes.
    const letter = pathname.at(-20) === "A" ? "B" : "A";
    await phone.goto(`${pathname.slice(0, -20)}${letter}${pathname.slice(-19)}`);
    await expect(phone.getByRole("heading", { level: 1 })).not.toHaveText("有效");
    await scan(phone);
    await visitor.close();
  });
  for (const desk of [clerk, inspector]) await desk.close();
});
