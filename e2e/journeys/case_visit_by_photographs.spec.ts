// Nobody comes: the applicant photographs each point with the phone, and two inspectors look at the pictures.
import * as applicant from "../applicant";
import { photo } from "../papers";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk } from "../staff";

test("an applicant photographs what would be visited, and nobody has to come", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const seeded = await complete(server, "beauty_salon_barber");
  await applicant.open(page, seeded.path("review"));
  const receipt = await applicant.handIn(page);
  const number = receipt.split("/").at(-2) ?? "";
  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number);
  await clerk.act("受理");
  await clerk.planVisit("看申请人拍的照片");

  const todo = page.getByRole("region", { name: "现在要您办" });
  await expect(todo).toContainText("给 6 处拍照");
  await todo.getByRole("link", { name: "去拍照" }).click();
  await applicant.started(page);
  const points = page.getByRole("main").getByRole("region").filter({ has: page.getByLabel(/拍照/) });
  await expect(points).toHaveCount(6);
  for (const point of await points.all()) {
    await applicant.photograph(point, await photo(page, { width: 400, height: 300 }));
    await expect(point.getByRole("link", { name: "第 1 页" })).toBeVisible();
  }
  await scan(page);
  await page.getByRole("button", { name: "交上照片" }).click();
  await expect(page.getByText("您的照片已经收到。").first()).toBeVisible();
  await expect(todo).toContainText("照片都交了");
  await scan(page);

  const inspector = await Desk.signIn(browser, server, "kancha", true);
  await inspector.openVisit(number);
  await inspector.unmask("现场核查");
  const checks = inspector.page.locator(".check");
  await expect(checks).toHaveCount(6);
  for (const check of await checks.all()) {
    const picture = check.getByRole("img").first();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(400);
    await check.getByRole("button", { name: "通过", exact: true }).click();
  }
  await scan(inspector.page);
  await inspector.sendVisit();
  await expect(page.getByText("现场查看都通过了。").first()).toBeVisible();
  for (const desk of [clerk, inspector]) await desk.close();
});
