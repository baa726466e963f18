// The elder version: larger type and larger targets on every page, chosen once and kept.
import type { Page } from "@playwright/test";
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { seed } from "../seed";
import { expect, scan, test } from "../server";

/** Smallest type and target of the elder version in CSS pixels (工信部 APP 适老化通用设计规范: 18 dp, 60 x 60 dp for what matters). */
const LEAST_TYPE = 18;
const LEAST_TARGET = 60;

/** The smallest type in sight, and what stands in it. */
async function smallestType(page: Page): Promise<{ size: number; text: string }> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = { size: 999, text: "" };
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      if (!parentElement || !textContent?.trim() || !parentElement.checkVisibility()) continue;
      // What is only read aloud has no size.
      if (parentElement.closest(".hide, .skip, noscript, script, svg")) continue;
      const size = parseFloat(getComputedStyle(parentElement).fontSize);
      if (size < found.size) Object.assign(found, { size, text: textContent.trim() });
    }
    return found;
  });
}

async function becomesElder(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "语言和字号" }).getByRole("link", { name: "长辈版" }).click();
  await applicant.started(page);
  await expect(page.getByRole("link", { name: "标准版" })).toBeVisible();
}

test("everything is large on every page", async ({ page, server }) => {
  test.setTimeout(60_000);
  const matter = await Matter.of("convenience_store_corner", server);
  const draft = await seed(server, "convenience_store_corner");
  await applicant.open(page, "/");
  const before = (await smallestType(page)).size;
  await becomesElder(page);
  await expect(page).toHaveURL(`${server.url}/`);
  const theme = `/t/${matter.journey.theme}`;
  const form = draft.path(`form/${matter.plan.form.sections[0].id}`);
  for (const address of ["/", "/p/qy_xiguan_7", theme, `${theme}/q`, matter.address("plan"), draft.path(), form, draft.path("materials"), draft.path("review")]) {
    await applicant.open(page, address);
    await expect(applicant.heading(page)).toBeVisible();
    const { size, text } = await smallestType(page);
    expect(size, `${address}: ${text}`).toBeGreaterThanOrEqual(LEAST_TYPE);
    expect(size).toBeGreaterThan(before);
    for (const primary of await page.getByRole("main").locator(".weui-btn_primary:visible").all()) {
      expect((await primary.boundingBox())?.height, `${address}: the button`).toBeGreaterThanOrEqual(LEAST_TARGET);
    }
  }
});

test("choices and fields are large enough for every finger", async ({ page, server }) => {
  const draft = await seed(server, "convenience_store_corner");
  await applicant.open(page, `/t/${draft.matter.journey.theme}/q`);
  await becomesElder(page);
  for (const choice of await page.getByRole("radio").all()) {
    const label = choice.locator("xpath=ancestor::label");
    expect((await label.boundingBox())?.height).toBeGreaterThanOrEqual(LEAST_TARGET);
  }
  await scan(page);
  await applicant.open(page, draft.path("form/operator"));
  await expect(applicant.heading(page)).toBeVisible();
  for (const box of await page.getByRole("textbox").all()) {
    expect((await box.boundingBox())?.height).toBeGreaterThanOrEqual(LEAST_TARGET - 8);
  }
});

test("the elder version stays chosen and is left again", async ({ page, context }) => {
  await applicant.open(page, "/t/convenience_store/q?business_form=sole");
  await becomesElder(page);
  expect(page.url(), "the same page, with its answers").toContain("/t/convenience_store/q?business_form=sole");
  const next = await context.newPage();
  await applicant.open(next, "/");
  await next.getByRole("link", { name: "标准版" }).click();
  await expect(next.getByRole("link", { name: "长辈版" })).toBeVisible();
});
