// Every page and state in every way of reading: light, dark, elder. axe finds nothing serious, and nothing is wider than
// the smallest phone.
import type { Locator, Page } from "@playwright/test";
import * as applicant from "../applicant";
import { complete, seed } from "../seed";
import { expect, scan, test, type Server } from "../server";

/** The smallest phone in CSS pixels (WCAG 2.2, 1.4.10). */
const SMALLEST = { width: 320, height: 640 };

/** Opens every part of a page that opens. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
}

async function handedIn(page: Page, server: Server): Promise<string> {
  const draft = await complete(server, "transport_company_van");
  await applicant.open(page, draft.path("review"));
  return applicant.handIn(page);
}

/** Goes through all pages and states and looks at each. */
async function through(page: Page, server: Server, look: (state: string) => Promise<void>): Promise<void> {
  const barber = await seed(server, "beauty_salon_barber");
  const company = await seed(server, "beauty_salon_company");
  const { matter } = barber;
  const theme = `/t/${matter.journey.theme}`;
  const at = async (address: string, ready: Locator = applicant.heading(page)) => {
    await applicant.open(page, address);
    await expect(ready).toBeVisible();
  };

  await at("/");
  await look("home");
  await page.getByRole("searchbox").fill("便利店");
  await expect(page.getByText(/^找到/)).toBeVisible();
  await look("search");
  await page.getByRole("searchbox").fill("什么也没有");
  await expect(page.getByText(/^没有找到/)).toBeVisible();
  await look("empty search");
  await at("/p/qy_xiguan_7");
  await openAll(page);
  await look("plate");
  await at(theme);
  await openAll(page);
  await look("theme");

  await at(`${theme}/q`);
  await look("question with one answer");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("question with an error");
  const number = matter.journey.answers.findIndex(([id]) => id === "premises_area");
  await at(matter.address("q", number));
  await look("question with a number");
  await at("/t/convenience_store/q?business_form=sole&has_business_licence=no");
  await look("question with several answers");
  await at(matter.address("plan", 2));
  await look("plan so far");
  await at(company.matter.address("plan"));
  await openAll(page);
  await look("plan");

  await at(barber.path());
  await openAll(page);
  await look("overview");
  await at(barber.path("form/operator"));
  await openAll(page);
  await look("section");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("section with errors");
  await at(barber.path("form/family_member"));
  await look("section with persons");

  await at(company.path("materials"));
  const later = company.matter.plan.materials.find(({ deferrable }) => deferrable !== null);
  await applicant.putOff(applicant.card(page, company.matter, later?.id ?? ""));
  await openAll(page);
  await look("materials");
  const promised = company.matter.plan.materials.find(({ promise }) => promise.length > 0);
  const paper = applicant.card(page, company.matter, promised?.id ?? "");
  await paper.getByRole("button", { name: "看承诺书" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("commitment");
  await page.keyboard.press("Escape");
  await at(company.path("review"));
  await look("review with findings");

  const done = await complete(server, "beauty_salon_barber");
  await at(done.path("materials"));
  await look("materials that are there");
  await at(done.path("review"));
  await look("review");
  await at(await handedIn(page, server));
  await look("receipt");
  await at("/nowhere");
  await look("missing");
}

test.describe.configure({ timeout: 120_000 });

test("light", async ({ page, server }) => {
  await through(page, server, () => scan(page));
});

test.describe("dark", () => {
  test.use({ colorScheme: "dark" });
  test("dark", async ({ page, server }) => {
    await through(page, server, () => scan(page));
  });
});

test("elder", async ({ page, context, server }) => {
  await context.addCookies([{ name: "elder", value: "1", url: server.url }]);
  await through(page, server, () => scan(page));
});

for (const elder of ["0", "1"]) {
  test.describe(`on the smallest phone, elder ${elder}`, () => {
    test.use({ viewport: SMALLEST });
    test(`nothing is wider than the page, elder ${elder}`, async ({ page, context, server }) => {
      await context.addCookies([{ name: "elder", value: elder, url: server.url }]);
      const wide: string[] = [];
      await through(page, server, async (state) => {
        const { scrolls, page: width } = await page.evaluate(() => ({
          scrolls: document.documentElement.scrollWidth,
          page: document.documentElement.clientWidth,
        }));
        if (scrolls > width || width > SMALLEST.width) wide.push(`${state}: ${scrolls} in ${width}`);
      });
      expect(wide).toEqual([]);
    });
  });
}
