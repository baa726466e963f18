// A member of the staff sees where they are signed in, and signs out where they are not any more.
import { expect, scan, test } from "../server";
import { Desk, alsoOnAPhone, hire } from "../staff";

test("a clerk signs out the phone they left lying, and then every place", async ({ browser, server }) => {
  test.setTimeout(90_000);
  const desk: Desk = await hire(browser, server, { shown: "窗口甲", role: "clerk" });
  const phone = await alsoOnAPhone(browser, server, desk);
  const page = desk.page;
  await page.goto("/desk/account");
  const card = page.locator("section.card").filter({ has: page.getByRole("heading", { name: "登录在哪里" }) });
  const places = card.getByRole("listitem");
  await expect(places).toHaveCount(2);
  const here = places.filter({ hasText: "正在用的这台" });
  await expect(here).toHaveCount(1);
  await expect(here.getByRole("button")).toHaveCount(0);
  await scan(page);
  await places.filter({ hasNotText: "正在用的这台" }).getByRole("button").click();
  await expect(places).toHaveCount(1);
  await expect(page.getByText("那一台已经退出")).toBeVisible();
  await phone.page.goto("/desk/cases");
  await expect(phone.page.getByLabel("登录名")).toBeVisible();
  await phone.close();

  const again = await alsoOnAPhone(browser, server, desk);
  await page.reload();
  await card.getByRole("button", { name: "全部退出" }).click();
  await expect(page.getByLabel("登录名")).toBeVisible();
  await again.page.goto("/desk/cases");
  await expect(again.page.getByLabel("登录名")).toBeVisible();
  await again.close();
  await desk.close();
});
