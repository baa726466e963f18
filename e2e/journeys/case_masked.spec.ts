// Who somebody is stands masked at the desk; who says what for sees it whole for a while, and a supervisor reads that they did.
import * as applicant from "../applicant";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk } from "../staff";
import { RARE_NAME } from "../values";

test("a clerk says what for, sees whole values and hides them again, and the supervisor knows", async ({ page, server, browser }) => {
  test.setTimeout(120_000);
  const seeded = await complete(server, "convenience_store_corner");
  await applicant.open(page, seeded.path("review"));
  const receipt = await applicant.handIn(page);
  const number = receipt.split("/").at(-2) ?? "";

  const clerk = await Desk.signIn(browser, server, "chuangkou");
  const main = clerk.page.getByRole("main");
  await clerk.open(number, "form");
  await expect(main.getByText("个人信息已隐藏一部分。")).toBeVisible();
  await expect(main.getByText(RARE_NAME)).toHaveCount(0);
  await expect(main.getByText(/1\d{2}\*{4}\d{4}/).first()).toBeVisible();
  await scan(clerk.page);

  await test.step("something else has to be said", async () => {
    await main.getByRole("button", { name: "查看完整信息", exact: true }).click();
    const dialog = clerk.page.getByRole("dialog", { name: "查看完整信息" });
    await expect(dialog.getByRole("radio", { name: "核对申请材料" })).toBeChecked();
    await scan(clerk.page);
    await dialog.getByRole("radio", { name: "其他", exact: true }).check();
    await dialog.getByRole("button", { name: "查看", exact: true }).click();
    await expect(dialog.getByRole("alert")).toHaveText("写明用途，至少 4 个字。");
    await clerk.page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });

  await clerk.unmask("联系申请人");
  await expect(main.getByText("正在显示完整信息，还有 15 分钟。")).toBeVisible();
  await expect(main.getByText(RARE_NAME).first()).toBeVisible();
  await scan(clerk.page);
  await clerk.page.reload();
  await expect(main.getByText(RARE_NAME).first()).toBeVisible();
  await main.getByRole("button", { name: "重新隐藏" }).click();
  await expect(main.getByText(RARE_NAME)).toHaveCount(0);

  await test.step("a document asks first, and then opens", async () => {
    await clerk.go("文书");
    const opened = clerk.page.waitForEvent("popup");
    await main.getByRole("link", { name: "收件凭证" }).click();
    const dialog = clerk.page.getByRole("dialog", { name: "查看完整信息" });
    await expect(dialog.getByRole("radio", { name: "制作文书" })).toBeChecked();
    await dialog.getByRole("button", { name: "查看", exact: true }).click();
    await (await opened).close();
  });
  await clerk.close();

  const supervisor = await Desk.signIn(browser, server, "duban");
  await supervisor.page.goto("/desk/overview");
  const record = supervisor.page.getByRole("region", { name: "谁看过完整信息" }).getByRole("row").filter({ hasText: number });
  await expect(record).toHaveCount(2);
  await expect(record.nth(1)).toContainText("联系申请人");
  await scan(supervisor.page);
  await supervisor.close();
});
