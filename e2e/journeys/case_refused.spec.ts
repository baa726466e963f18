// A no is told with its reasons, its law and what can be done against it, on the applicant's page and in a document: by a
// department that refuses its part, and by the window that does not accept.
import * as applicant from "../applicant";
import { expect, scan, test } from "../server";
import { accept, Desk, reviewer } from "../staff";

const REASONS = ["登记的地址是住宅，没有有利害关系的业主同意。", "店名和本县已经登记的一家店相同。"];
const BASIS = "《中华人民共和国民法典》第二百七十九条";
const REMEDY = "您不服可以怎么办";

test("a department that refuses says why, and what can be done against it", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const { number, items } = await applicant.handedIn(page, server, "convenience_store_corner");
  const [registration, ...others] = items;
  await accept(browser, server, number);
  const main = page.getByRole("main");

  const desk = await Desk.signIn(browser, server, reviewer("market_regulation"));
  await desk.open(number);
  await desk.act("领办");
  const dialog = await desk.begin("不予许可");
  await expect(dialog.getByRole("heading")).toHaveText(`不予许可 · ${registration}`);
  await scan(desk.page);
  const refuse = dialog.getByRole("button", { name: "不予许可", exact: true });
  // Without reasons and a law nothing is refused.
  await refuse.click();
  await expect(dialog.getByText("这一栏要填。")).toHaveCount(2);
  await dialog.getByLabel("理由").fill(REASONS.join("\n"));
  await refuse.click();
  await expect(dialog.getByText("这一栏要填。")).toHaveCount(1);
  await expect(main.getByText("正在办理", { exact: true })).toBeVisible();
  await dialog.getByLabel("依据的法律条款").fill(BASIS);
  await refuse.click();
  await expect(dialog).toHaveCount(0);

  // Everything else rests on the registration, so the whole case is over.
  await expect(desk.stage()).toHaveText("不予许可");
  for (const reason of REASONS) await expect(desk.part(registration).getByText(reason, { exact: true })).toBeVisible();
  await expect(desk.part(registration)).toContainText("不予许可");
  await expect(desk.acts().getByText("现在没有您要办的。")).toBeVisible();
  await scan(desk.page);
  await desk.open(number, "record");
  const record = desk.record();
  await expect(record.getByText(`市场监管部门审批员（演示）（部门审批）不予许可${registration}`, { exact: true })).toHaveCount(1);
  for (const name of others) {
    await expect(record.getByText(`${name}终止，因为它要的结果没有批准`, { exact: true })).toHaveCount(1);
  }
  await desk.close();

  // The page on the applicant's phone was open all the time.
  await expect(main.getByText("没有批准", { exact: true }).first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("办理有了新进展，下面已经更新。")).toBeVisible();
  await expect(main).toContainText("各部门的理由和您的权利写在下面。");
  const refused = applicant.part(page, registration);
  await expect(refused).toContainText("没有批准");
  for (const reason of REASONS) await expect(refused.getByText(reason, { exact: true })).toBeVisible();
  await expect(refused).toContainText(`依据：${BASIS}`);
  await refused.getByText(REMEDY).click();
  await expect(refused.getByText("60 天内，可以向千阳县人民政府申请行政复议")).toBeVisible();
  await expect(refused.getByText("6 个月内，向人民法院提起行政诉讼")).toBeVisible();
  for (const name of others) {
    const stopped = applicant.part(page, name);
    await expect(stopped).toContainText("已终止");
    await expect(stopped).toContainText(`它要用「${registration}」的结果，那一项没有批准。`);
    await expect(stopped.getByText(REMEDY)).toBeVisible();
  }
  await expect(page.getByRole("link", { name: /撤回申请/ })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "现在要您办" })).toHaveCount(0);
  await scan(page);

  const told = page.getByRole("region", { name: "办理经过" });
  await expect(told.getByText("这一项没有批准，理由：", { exact: true })).toHaveCount(1);
  await expect(told.getByText("这一项终止，因为它要用的这个结果没有批准：", { exact: true })).toHaveCount(others.length);
  const decision = await applicant.documentSays(page, `决定书：${registration}`);
  expect(decision).toContain("决定不予行政许可");
  for (const words of [...REASONS, BASIS, "千阳县人民政府申请行政复议", "千阳县人民法院提起行政诉讼"]) {
    expect(decision).toContain(words);
  }
  await expect(page.getByRole("link", { name: /^决定书/ }), "what was stopped has no decision").toHaveCount(1);
});

test("a case that is not accepted says where to go instead", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const GO_TO = "示例区行政审批局，示例区示例路1号，0917-5000001";
  const REASON = "店址在示例区，不归本县管。";
  const { number } = await applicant.handedIn(page, server, "convenience_store_corner");
  const main = page.getByRole("main");

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number);
  const dialog = await clerk.begin("不予受理");
  await expect(dialog.getByText("应该去哪里办")).toHaveCount(0);
  await dialog.getByRole("radio", { name: "归别的机关管" }).check();
  await dialog.getByLabel(/^应该去哪里办/).fill(GO_TO);
  await scan(clerk.page);
  const refuse = dialog.getByRole("button", { name: "不予受理", exact: true });
  await refuse.click();
  await expect(dialog.getByText("这一栏要填。")).toHaveCount(1);
  await dialog.getByLabel("为什么不受理，说给申请人听").fill(REASON);
  await refuse.click();
  await expect(dialog).toHaveCount(0);
  await expect(clerk.stage()).toHaveText("不予受理");
  await expect(clerk.acts().getByText("现在没有您要办的。")).toBeVisible();
  await clerk.open(number, "record");
  const record = clerk.record().first();
  await expect(record).toContainText("综合窗口（演示）（综合窗口）决定不予受理");
  await expect(record).toContainText(REASON);
  await expect(record).toContainText(GO_TO);
  await expect(record).toContainText("从“已收件，待受理”到“不予受理”");
  await scan(clerk.page);
  await clerk.close();

  await expect(main.getByText("没有受理", { exact: true }).first()).toBeVisible({ timeout: 15_000 });
  const why = page.getByRole("region", { name: "没有受理" });
  await expect(why).toContainText(REASON);
  await expect(why).toContainText(`请到这里办：${GO_TO}`);
  await why.getByText(REMEDY).click();
  await expect(why.getByText("60 天内，可以向千阳县人民政府申请行政复议")).toBeVisible();
  await expect(why.getByText("6 个月内，向人民法院提起行政诉讼")).toBeVisible();
  await expect(page.getByRole("link", { name: /撤回申请/ })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "接下来" })).toHaveCount(0);
  await scan(page);
  const told = page.getByRole("region", { name: "办理经过" });
  await expect(told.getByText("申请没有受理，原因：", { exact: true })).toHaveCount(1);

  const decision = await applicant.documentSays(page, "不予受理决定书");
  for (const words of ["决定不予受理", REASON, `请你（单位）向${GO_TO}申请`, "千阳县人民政府申请行政复议", "千阳县人民法院提起行政诉讼"]) {
    expect(decision).toContain(words);
  }
});

test("what is granted is licensed although another part is refused", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const { number, items } = await applicant.handedIn(page, server, "convenience_store_snacks");
  const [registration, food] = items;
  const REASON = "店里有散装熟食，不属于仅销售预包装食品。";
  const main = page.getByRole("main");
  await accept(browser, server, number);

  const desk = await Desk.signIn(browser, server, reviewer("market_regulation"));
  await desk.open(number);
  await desk.act("领办");
  await desk.act("准予");
  await expect(desk.part(food)).toContainText("待领办");
  await desk.act("领办");
  await desk.act("不予许可", async (dialog) => {
    await dialog.getByLabel("理由").fill(REASON);
    await dialog.getByLabel("依据的法律条款").fill("《中华人民共和国食品安全法》第三十五条");
  });
  await expect(desk.stage()).toHaveText("已办结，待发证");
  await desk.close();

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number);
  await clerk.act("发证");
  await expect(clerk.stage()).toHaveText("已发证，待送达");
  await clerk.close();

  await expect(main.getByText("证办好了", { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(applicant.part(page, registration)).toContainText("已批准");
  await expect(applicant.part(page, food)).toContainText("没有批准");
  await expect(applicant.part(page, food).getByText(REASON, { exact: true })).toBeVisible();
  await expect(applicant.part(page, food).getByText(REMEDY)).toBeVisible();
  await scan(page);
  const own = page.getByRole("region", { name: "您的证" });
  await expect(own.getByRole("listitem")).toHaveText([/营业执照/]);
  const sheet = await applicant.documentSays(page, "行业综合许可证");
  expect(sheet).toContain("营业执照");
  expect(sheet, "what was refused is not on the licence").not.toContain("预包装");
  expect(await applicant.documentSays(page, `决定书：${registration}`)).toContain("决定准予行政许可");
  expect(await applicant.documentSays(page, `决定书：${food}`)).toContain(REASON);
  await page.getByRole("button", { name: "领取电子证" }).click();
  await expect(main.getByText("已经办完", { exact: true })).toBeVisible();
});
