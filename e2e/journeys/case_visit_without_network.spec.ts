// An inspector on the road: the day's visits are on the phone, the checklist is filled in without a network, outlives the
// page, and goes out when the network is back.
import * as applicant from "../applicant";
import { photo } from "../papers";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk } from "../staff";

test("a visit is recorded without a network and sent when it is back", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const seeded = await complete(server, "convenience_store_corner");
  await applicant.open(page, seeded.path("review"));
  const number = (await applicant.handIn(page)).split("/").at(-2) ?? "";
  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number);
  await clerk.act("受理");
  await clerk.planVisit();

  const inspector = await Desk.signIn(browser, server, "kancha", true);
  const { page: road } = inspector;
  await inspector.openVisit(number);
  await road.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await road.context().setOffline(true);

  const checks = road.locator(".check");
  const count = await checks.count();
  await checks.first().getByRole("button", { name: "不通过", exact: true }).click();
  await checks.first().getByRole("textbox").fill("货架挡住了出口，请移开");
  await checks.first().getByLabel("拍照").setInputFiles(await photo(road, { width: 300, height: 400 }));
  await expect(checks.first().getByRole("img", { name: "照片 1" })).toBeVisible();

  // The phone closes the page, and without a network it comes back as it was.
  await road.reload();
  await expect(checks.first().getByRole("textbox")).toHaveValue("货架挡住了出口，请移开");
  for (let at = 1; at < count; at += 1) await checks.nth(at).getByRole("button", { name: "通过", exact: true }).click();
  for (const box of await road.getByRole("checkbox").all()) await box.check();
  await road.getByRole("button", { name: "交结果" }).click();
  await expect(road.getByText("未发送 1 条")).toBeVisible();
  await scan(road);
  await clerk.open(number);
  await expect(clerk.page.getByText("货架挡住了出口")).toHaveCount(0);

  await road.context().setOffline(false);
  await expect(road.getByText("已全部发送").first()).toBeVisible({ timeout: 30_000 });
  await page.bringToFront();
  await expect(page.getByText(/货架挡住了出口/).first()).toBeVisible();
  await clerk.open(number, "inspection");
  await expect(clerk.page.getByText(/货架挡住了出口/).first()).toBeVisible();
  await clerk.unmask();
  await expect(clerk.page.getByRole("img").first()).toBeVisible();
  for (const desk of [clerk, inspector]) await desk.close();
});
