// English: every sentence of the pages, and whatever the catalogue has in English. What stays Chinese says so.
import type { Page } from "@playwright/test";
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { complete, seed } from "../seed";
import { expect, scan, test } from "../server";

/** Chinese words in sight that a reading voice would take for English. */
async function chineseUnmarked(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      if (!parentElement?.checkVisibility() || !/\p{Script=Han}/u.test(textContent ?? "")) continue;
      if (parentElement.closest("script, noscript, [lang]")?.getAttribute("lang") === "en") found.push(textContent?.trim() ?? "");
    }
    return found;
  });
}

test("the whole way can be read in English", async ({ page, server }) => {
  test.setTimeout(60_000);
  const matter = await Matter.of("convenience_store_corner", server);
  const draft = await seed(server, "convenience_store_corner");
  await applicant.open(page, "/p/qy_xiguan_7");
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("link", { name: "中文" })).toBeVisible();
  const theme = `/t/${matter.journey.theme}`;
  const steps = ["", "form/operator", "form/facilities", "materials", "review"].map((step) => draft.path(step));
  const unmarked: string[] = [];
  for (const address of ["/p/qy_xiguan_7", "/?s=store", theme, matter.address("q", 2), matter.address("plan"), ...steps, "/nowhere"]) {
    await applicant.open(page, address);
    await expect(applicant.heading(page)).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    unmarked.push(...(await chineseUnmarked(page)).map((text) => `${address}: ${text}`));
  }
  expect(unmarked).toEqual([]);
});

test("an application is handed in in English", async ({ page, server }) => {
  const draft = await complete(server, "transport_company_van");
  await applicant.open(page, "/settings?lang=en&back=/");
  await applicant.open(page, draft.path("review"));
  await scan(page);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Hand in" }).click();
  await expect(page).toHaveURL(/\/r\//);
  await expect(page.getByRole("img", { name: /QR/ })).toBeVisible();
  expect(await chineseUnmarked(page)).toEqual([]);
  await scan(page);
});

test("a search in English finds the theme", async ({ page }) => {
  await applicant.open(page, "/settings?lang=en&back=/");
  await page.getByRole("searchbox").fill("convenience");
  await expect(page.getByRole("link", { name: /convenience store/i }).first()).toBeVisible();
});
