// Somebody finds a slip in what they handed in and asks for a correction; the window checks it, puts it right and says so.
import * as applicant from "../applicant";
import { expect, scan, test } from "../server";
import { Desk } from "../staff";

const SAYS = "手机号写错了一位。";

test("an applicant has a slip put right by the window", async ({ page, server, browser }) => {
  test.setTimeout(180_000);
  const { number, receipt } = await applicant.handedIn(page, server, "convenience_store_corner");
  const main = page.getByRole("main");

  await page.getByRole("link", { name: "资料有写错的？申请更正" }).click();
  await expect(applicant.heading(page)).toHaveText("更正资料");
  await expect(main, "whoever has the receipt reads no whole number").toContainText("用 * 遮住了");
  await scan(page);
  const field = main.getByRole("listitem").filter({ hasText: "手机" }).first();
  await field.getByRole("link", { name: /^更正/ }).click();
  await expect(applicant.heading(page)).toHaveText(/^更正：.*手机/);
  await scan(page);

  // A slip in the correction is told at once, and nothing typed is lost.
  await page.getByLabel("对的内容").fill("1990000");
  await page.getByLabel(/^有什么要说明的/).fill(SAYS);
  await page.getByRole("button", { name: "申请更正" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel(/^有什么要说明的/)).toHaveValue(SAYS);
  await scan(page);
  await page.getByLabel("对的内容").fill("19900000009");
  await page.getByRole("button", { name: "申请更正" }).click();
  await expect(applicant.heading(page)).toHaveText("更正资料");
  await expect(page.getByRole("region", { name: "已经申请更正，等窗口核实" })).toBeVisible();
  await expect(field).toContainText("等核实");
  await scan(page);

  // Whoever changes their mind takes it back, and asks again.
  await page.getByRole("button", { name: "收回更正申请" }).click();
  await expect(page.getByRole("region", { name: "已经申请更正，等窗口核实" })).toHaveCount(0);
  await field.getByRole("link", { name: /^更正/ }).click();
  await page.getByLabel("对的内容").fill("19900000009");
  await page.getByRole("button", { name: "申请更正" }).click();
  await expect(field).toContainText("等核实");

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.page.goto("/desk/cases");
  await clerk.page.getByRole("link", { name: "更正申请", exact: true }).click();
  const row = clerk.page.getByRole("row", { name: new RegExp(number) });
  await expect(row).toContainText("申请更正");
  await scan(clerk.page);
  await row.getByRole("link", { name: number }).click();
  const said = clerk.page.getByRole("region", { name: /^申请人说资料有误/ });
  await expect(said).toContainText("199****0009");
  await scan(clerk.page);
  await clerk.unmask();
  await expect(said).toContainText("19900000009");
  await clerk.act("答复更正申请", async (dialog) => {
    await dialog.getByRole("radio", { name: "更正", exact: true }).check();
    await scan(clerk.page);
  });
  await expect(said).toContainText("已更正");
  await clerk.go("表单");
  await expect(clerk.page.getByRole("main").getByText("19900000009").first()).toBeVisible();
  await clerk.close();

  await page.goto(receipt);
  await expect(page.getByRole("region", { name: "窗口已经更正" })).toBeVisible();
  await scan(page);
});
