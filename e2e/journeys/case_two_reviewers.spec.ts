// Two people have the same case open. The later one acts on an old page: they are shown what changed, keep what they typed,
// overwrite nothing, and go on.
import * as applicant from "../applicant";
import { expect, scan, test } from "../server";
import { accept, Desk, hire, reviewer } from "../staff";

const CHANGED = "刚才有人动过这一件。您填的都还在，看清变化再提交：";

test("two reviewers of a department take up the same item, and one of them has it", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const { number, items } = await applicant.handedIn(page, server, "convenience_store_corner");
  const [registration] = items;
  await accept(browser, server, number);
  const first = await Desk.signIn(browser, server, reviewer("market_regulation"));
  const second = await hire(browser, server, { shown: "赵审批", role: "reviewer", department: "market_regulation" });
  await first.open(number);
  await second.open(number);
  const claimed = `市场监管部门审批员（演示）（部门审批）领办${registration}`;

  await first.act("领办");
  const claim = await second.begin("领办");
  await claim.getByRole("button", { name: "领办", exact: true }).click();
  await expect(claim.getByRole("alert")).toContainText(CHANGED);
  await expect(claim.getByRole("alert").getByRole("listitem")).toHaveText([new RegExp(`${claimed}$`)]);
  await scan(second.page);
  // Whoever insists hears why not; the item stays where it is.
  await claim.getByRole("button", { name: "领办", exact: true }).click();
  await expect(claim.getByRole("alert").filter({ hasText: "在办这个事项" })).toBeVisible();
  await claim.getByRole("button", { name: "取消" }).click();
  const part = second.part(registration);
  await expect(part).toContainText("经办：市场监管部门审批员（演示）");
  await expect(second.acts()).toContainText("市场监管部门审批员（演示） 在办这个事项。");
  for (const act of ["准予", "不予许可", "暂停计时"]) {
    await expect(second.acts().getByRole("button", { name: act, exact: true, disabled: false })).toHaveCount(0);
  }

  // Both write down what they think. The later one keeps every word and sends it again.
  const opinion = await second.begin("写意见");
  await opinion.getByLabel("意见").fill("经营范围的写法要和规范目录一致。");
  await first.act("写意见", async (dialog) => dialog.getByLabel("意见").fill("地址和租赁合同一致。"));
  const send = opinion.getByRole("button", { name: "写意见", exact: true });
  await send.click();
  await expect(opinion.getByRole("alert")).toContainText(CHANGED);
  await expect(opinion.getByRole("alert")).toContainText(`对${registration}写了意见`);
  await expect(opinion.getByLabel("意见")).toHaveValue("经营范围的写法要和规范目录一致。");
  await send.click();
  await expect(opinion).toHaveCount(0);
  await expect(part.getByText("地址和租赁合同一致。")).toBeVisible();
  await expect(part.getByText("经营范围的写法要和规范目录一致。")).toBeVisible();

  // The first gives it back; the second goes on from there.
  await first.open(number);
  await first.act("退回");
  await second.open(number);
  await second.act("领办");
  await expect(part).toContainText("经办：赵审批");
  await second.act("准予", async (dialog) => dialog.getByLabel(/^审批意见/).fill("符合登记条件。"));
  await expect(part).toContainText("准予");
  await expect(applicant.part(page, registration)).toContainText("已批准", { timeout: 15_000 });
  await second.open(number, "record");
  const lines = second.record();
  const done = [
    `赵审批（部门审批）准予${registration}`,
    `赵审批（部门审批）领办${registration}`,
    `市场监管部门审批员（演示）（部门审批）退回${registration}`,
    `赵审批（部门审批）对${registration}写了意见`,
    `市场监管部门审批员（演示）（部门审批）对${registration}写了意见`,
    claimed,
  ];
  for (const line of done) await expect(lines.getByText(line, { exact: true })).toHaveCount(1);
  for (const desk of [first, second]) await desk.close();
});

test("two clerks answer the same application, and the second answer does not count", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const { number } = await applicant.handedIn(page, server, "convenience_store_corner");
  const first = await Desk.signIn(browser, server, "chuangkou");
  const second = await hire(browser, server, { shown: "钱窗口", role: "clerk" });
  await first.open(number);
  await second.open(number);

  const refusal = await second.begin("不予受理");
  await refusal.getByRole("radio", { name: "这件事不用办许可" }).check();
  await refusal.getByLabel("为什么不受理，说给申请人听").fill("只卖日用品不用办许可。");
  await first.act("受理");
  const refuse = refusal.getByRole("button", { name: "不予受理", exact: true });
  await refuse.click();
  await expect(refusal.getByRole("alert")).toContainText(CHANGED);
  await expect(refusal.getByRole("alert").getByRole("listitem")).toHaveText([/综合窗口（演示）（综合窗口）受理了$/]);
  await expect(refusal.getByLabel("为什么不受理，说给申请人听")).toHaveValue("只卖日用品不用办许可。");
  await scan(second.page);
  await refuse.click();
  await expect(refusal.getByText("没有办成：现在是“部门在办”，不能“不予受理”。")).toBeVisible();
  await refusal.getByRole("button", { name: "取消" }).click();
  await expect(second.stage()).toHaveText("部门在办");
  await expect(second.acts().getByRole("button", { name: "不予受理" })).toHaveCount(0);
  await expect(second.acts().getByRole("button", { name: "受理", exact: true })).toHaveCount(0);

  // What is left to do, the second clerk does on the page that is up to date.
  await expect(second.acts().getByRole("button", { name: "约现场核查" })).toBeVisible();
  await second.open(number, "record");
  const lines = second.record();
  await expect(lines).toHaveCount(2);
  await expect(lines.nth(0)).toContainText("综合窗口（演示）（综合窗口）受理了");
  await expect(page.getByRole("main").getByText("正在办理", { exact: true })).toBeVisible({ timeout: 15_000 });
  const told = page.getByRole("region", { name: "办理经过" });
  await expect(told.getByText("窗口受理了。", { exact: true })).toHaveCount(1);
  await expect(told.getByText("申请没有受理，原因：", { exact: true })).toHaveCount(0);
  for (const desk of [first, second]) await desk.close();
});
