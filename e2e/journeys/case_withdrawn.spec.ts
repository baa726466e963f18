// The applicant takes the case back on their phone while departments work on it: after a second look, and not before they
// know what happened in between. The desk shows it at once as over.
import * as applicant from "../applicant";
import { expect, scan, test } from "../server";
import { accept, Desk, reviewer } from "../staff";

const REASON = "店面没有谈成，先不开了。";

test("an applicant takes the case back while departments work on it", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const { number, receipt, items } = await applicant.handedIn(page, server, "convenience_store_corner");
  const [registration] = items;
  const main = page.getByRole("main");
  await accept(browser, server, number);
  const desk = await Desk.signIn(browser, server, reviewer("market_regulation"));
  await desk.open(number);
  await expect(main.getByText("正在办理", { exact: true })).toBeVisible({ timeout: 15_000 });

  // The first tap only asks; the way back changes nothing.
  const link = page.getByRole("link", { name: "不想办了？撤回申请" });
  await link.click();
  await expect(applicant.heading(page)).toHaveText("撤回申请");
  await expect(main).toContainText("撤回以后，这件事就不办了，已经批准的也不发证。");
  await scan(page);
  await page.getByRole("link", { name: "不撤回，接着办" }).click();
  await expect(page).toHaveURL(receipt);
  await expect(main.getByText("正在办理", { exact: true })).toBeVisible();
  await link.click();
  await expect(applicant.heading(page)).toHaveText("撤回申请");

  // Meanwhile the department begins: who takes the case back is told, and asked again.
  await desk.act("领办");
  await expect(desk.part(registration)).toContainText("经办：市场监管部门审批员（演示）");
  await page.getByLabel(/^为什么撤回/).fill(REASON);
  await page.getByRole("button", { name: "确定撤回" }).click();
  await expect(page.getByRole("alert")).toHaveText("情况刚刚变了，没有交上。请先看办理进度，再决定怎么办。");
  await expect(page.getByLabel(/^为什么撤回/), "what was typed is still there").toHaveValue(REASON);
  await scan(page);
  await page.getByRole("button", { name: "确定撤回" }).click();

  await expect(page).toHaveURL(receipt);
  await expect(main.getByText("您已撤回", { exact: true })).toBeVisible();
  await expect(main).toContainText("这件事不再办理。以后要办可以重新申请。");
  for (const name of items) {
    await expect(applicant.part(page, name)).toContainText("已终止");
    await expect(applicant.part(page, name)).toContainText("您撤回了申请。");
  }
  const told = page.getByRole("region", { name: "办理经过" });
  await expect(told.getByText("您撤回了申请。", { exact: true })).toHaveCount(1);
  await expect(link).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "现在要您办" })).toHaveCount(0);
  await scan(page);
  // There is nothing left to take back.
  await page.goto(`${receipt}/withdraw`);
  await expect(main).toContainText("现在已经不能撤回。");
  await expect(page.getByRole("button", { name: "确定撤回" })).toHaveCount(0);

  // The reviewer's page is still the old one.
  const grant = await desk.begin("准予");
  await grant.getByLabel(/^审批意见/).fill("符合登记条件。");
  await grant.getByRole("button", { name: "准予", exact: true }).click();
  await expect(grant.getByRole("alert")).toContainText("刚才有人动过这一件。");
  await expect(grant.getByRole("alert").getByRole("listitem")).toHaveText([/申请人撤回申请$/]);
  await scan(desk.page);
  await grant.getByRole("button", { name: "取消" }).click();
  await expect(desk.stage()).toHaveText("申请人撤回");
  await expect(desk.acts().getByText("现在没有您要办的。")).toBeVisible();
  await expect(desk.acts().getByRole("button")).toHaveCount(0);
  await desk.search(number);
  const mine = desk.page.getByRole("link", { name: "我的", exact: true });
  await mine.click();
  await expect(mine).toHaveAttribute("aria-current", "page");
  await expect(desk.page.getByText("没有符合条件的办件。换个条件再看。")).toBeVisible();
  await desk.close();

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number);
  await expect(clerk.stage()).toHaveText("申请人撤回");
  for (const name of items) await expect(clerk.part(name)).toContainText("终止");
  await expect(clerk.acts().getByText("现在没有您要办的。")).toBeVisible();
  await expect(clerk.acts().getByRole("button")).toHaveCount(0);
  await scan(clerk.page);
  await clerk.open(number, "record");
  const lines = clerk.record();
  await expect(lines.nth(0)).toContainText("申请人撤回申请");
  await expect(lines.nth(0)).toContainText(REASON);
  await expect(lines.nth(0)).toContainText("从“部门在办”到“申请人撤回”");
  await expect(lines.nth(1)).toContainText(`市场监管部门审批员（演示）（部门审批）领办${registration}`);
  await expect(lines.nth(2)).toContainText("综合窗口（演示）（综合窗口）受理了");
  await expect(lines.nth(3)).toContainText("申请人交来申请");
  await expect(lines).toHaveCount(4);
  await clerk.search(number);
  await expect(clerk.page.getByText("没有符合条件的办件。换个条件再看。"), "it is not to be done").toBeVisible();
  await clerk.page.getByRole("link", { name: "全部", exact: true }).click();
  const row = clerk.page.getByRole("row", { name: new RegExp(number) });
  await expect(row).toContainText("申请人撤回");
  await clerk.close();
});
