// What time alone brings about when the authorities do nothing: an application counts as accepted, and a limit passes.
import * as applicant from "../applicant";
import { Office, inWords, progressOf, receiptOf } from "../office";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk, reviewer } from "../staff";

test("an application that nobody answers counts as accepted from the day it arrived", async ({ page, browser }) => {
  test.setTimeout(180_000);
  const office = await Office.open();
  try {
    const seeded = await complete(office, "convenience_store_corner");
    await applicant.open(page, office.at(seeded.path("review")));
    const receipt = receiptOf(await applicant.handIn(page));
    const promised = page.getByRole("region", { name: "接下来" });
    const { answer_due: due } = await progressOf(office, receipt);
    await expect(promised).toContainText(inWords(due));
    await expect(promised).toContainText("到期没有答复，从提交那天起就算受理");

    await office.onDay(due, 1);
    await page.goto(office.at(receipt.path));
    await expect(page.getByText("正在办理", { exact: true })).toBeVisible({ timeout: 20_000 });
    const { accepted_on: accepted = "" } = await progressOf(office, receipt);
    const told = page.getByRole("region", { name: "办理经过" });
    await expect(told).toContainText("窗口到期没有答复，按规定从您交齐那天起算作受理。");
    await expect(page.getByText(new RegExp(`提交。${inWords(accepted).source}受理。`))).toBeVisible();
    await expect(page.getByRole("link", { name: "受理通知书" })).toBeVisible();
    await expect(promised).toHaveCount(0);
    await scan(page);

    const clerk = await Desk.signIn(browser, office, "chuangkou");
    await clerk.open(receipt.number);
    await expect(clerk.page.getByText("部门在办").first()).toBeVisible();
    const fact = clerk.page.getByRole("definition").filter({ hasText: "，视为受理" });
    await expect(fact).toContainText(inWords(accepted));
    await expect(clerk.acts().getByRole("button", { name: "受理", exact: true })).toHaveCount(0);
    await scan(clerk.page);
    await clerk.open(receipt.number, "record");
    await expect(clerk.page.getByText("期限内没有答复，视为受理").first()).toBeVisible();
    await clerk.close();
  } finally {
    await office.close();
  }
});

test("a limit that has passed is told at the desk, to the supervisor and to the applicant", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const office = await Office.open();
  try {
    const seeded = await complete(office, "transport_company_limit");
    await applicant.open(page, office.at(seeded.path("review")));
    const receipt = receiptOf(await applicant.handIn(page));
    await office.act("chuangkou", receipt.number, { verb: "accept" });
    await office.grant(receipt.number, reviewer, ["road_freight"]);
    const { parts } = await office.seen("chuangkou", receipt.number);
    const late = parts.find(({ item }) => item === "road_freight");
    if (!late?.clock) throw new Error("nobody has decided it");

    const limits = [
      { due: late.clock.promised_due, pace: "超承诺期限", counts: ["1", "0", "1", "0", "0"] },
      { due: late.clock.statutory_due, pace: "超法定期限", counts: ["1", "0", "1", "1", "0"] },
    ];
    for (const { due, pace, counts } of limits) {
      await office.onDay(due, 1);
      const decides = await Desk.signIn(browser, office, reviewer(late.department));
      await decides.page.getByRole("navigation", { name: "看哪些" }).getByRole("link", { name: "超期" }).click();
      const row = decides.page.getByRole("row").filter({ hasText: receipt.number });
      await expect(row).toContainText(pace);
      await expect(row).toContainText(late.name);
      await scan(decides.page);
      await decides.open(receipt.number);
      await expect(decides.page.getByText(pace).first()).toBeVisible();
      await decides.close();

      const supervisor = await Desk.signIn(browser, office, "duban");
      await supervisor.page.goto("/desk/overview");
      const load = supervisor.page.getByRole("region", { name: "各部门和窗口" });
      const cells = load.getByRole("row").filter({ hasText: late.department_name }).getByRole("cell");
      await expect(cells).toHaveText(counts);
      const list = supervisor.page.getByRole("row").filter({ hasText: receipt.number });
      await expect(list).toContainText(pace);
      await expect(list.getByRole("link", { name: receipt.number })).toBeVisible();
      await scan(supervisor.page);
      await supervisor.close();

      await page.goto(office.at(receipt.path));
      const part = page.getByRole("listitem").filter({ hasText: late.name });
      await expect(part).toContainText(new RegExp(`本该最晚 ${inWords(late.clock.promised_due).source}办好`));
      await expect(part).toContainText("没有按时办好");
      await expect(part).toContainText("12345");
      await scan(page);
    }
  } finally {
    await office.close();
  }
});
