// A supervisor presses for a case: whose turn it is sees it in the list and on the case, the applicant sees nothing of it.
import * as applicant from "../applicant";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk } from "../staff";

const WORD = "申请人等了三天，今天请答复";

test("a supervisor's word reaches whose turn it is and goes when it is answered", async ({ page, server, browser }) => {
  test.setTimeout(120_000);
  const seeded = await complete(server, "convenience_store_corner");
  await applicant.open(page, seeded.path("review"));
  const receipt = await applicant.handIn(page);
  const number = receipt.split("/").at(-2) ?? "";

  const supervisor = await Desk.signIn(browser, server, "duban");
  await supervisor.open(number);
  await supervisor.act("督办", async (dialog) => {
    await dialog.getByLabel("要求什么").fill(WORD);
  });
  await expect(supervisor.page.getByText(WORD).first()).toBeVisible();
  await supervisor.close();

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.search(number);
  const row = clerk.page.getByRole("row").filter({ hasText: number });
  await expect(row).toContainText("督办");
  await scan(clerk.page);
  await clerk.open(number);
  await expect(clerk.page.getByText(WORD).first()).toBeVisible();
  await clerk.act("受理");
  await expect(clerk.page.locator(".case__head").getByText(WORD)).toHaveCount(0);
  await clerk.open(number, "record");
  await expect(clerk.record().filter({ hasText: WORD }), "the record keeps it").toHaveCount(1);
  await clerk.close();

  await page.goto(receipt);
  await expect(page.getByText("申请已经受理。").first()).toBeVisible();
  await expect(page.getByText(WORD)).toHaveCount(0);
});
