// The page is killed at each step, without a word to the program, as WeChat and phones do. Nothing typed is lost.
import type { BrowserContext, Page } from "@playwright/test";
import * as applicant from "../applicant";
import { Matter, type Section } from "../journey";
import { pdf, photo } from "../papers";
import { complete, seed } from "../seed";
import { expect, scan, test } from "../server";
import { allValues, RARE_NAME } from "../values";

const JOURNEY = "convenience_store_corner";

/** Kills the page's process and opens another page at the same address, on the same phone. */
async function killed(context: BrowserContext, page: Page): Promise<Page> {
  const address = page.url();
  const crashed = page.waitForEvent("crash");
  const devtools = await context.newCDPSession(page);
  devtools.send("Page.crash").catch(() => {});
  await crashed;
  const next = await context.newPage();
  await page.close();
  await applicant.open(next, address);
  return next;
}

test("in the questions the answers so far are still there", async ({ page, context, server }) => {
  const matter = await Matter.of(JOURNEY, server);
  await applicant.open(page, matter.address("q", 3));
  const words = await applicant.heading(page).innerText();
  const next = await killed(context, page);
  await expect(applicant.heading(next)).toHaveText(words);
  const answers = next.getByRole("region", { name: "您的回答" });
  await expect(answers).toContainText(matter.slice.questions.business_form.ask);
  await applicant.answerAll(next, matter);
});

test("in a half typed field of any section what was typed is still there", async ({ page, context, server }) => {
  test.setTimeout(90_000);
  const draft = await seed(server, JOURNEY);
  const { sections } = draft.matter.plan.form;
  const half = (section: Section) => section.fields.find(({ kind }) => /name|text|address|area|number|money/.test(kind));
  let phone = page;
  for (const section of sections) {
    await applicant.open(phone, draft.path(`form/${section.id}`));
    const field = half(section) ?? section.fields[0];
    const typed = field.kind === "person_name" ? RARE_NAME : "7";
    const scope = (of: Page) => (section.repeats ? of.getByRole("group", { name: `${section.title} 1`, exact: true }) : of);
    if (field.kind === "choice") await applicant.fill(scope(phone), field, field.options?.[0].id ?? "");
    else await applicant.control(scope(phone), field).pressSequentially(typed);
    phone = await killed(context, phone);
    const again = applicant.control(scope(phone), field);
    if (field.kind === "choice") await expect(again.getByRole("radio").first()).toBeChecked();
    else await expect(again).toHaveValue(typed);
  }
  await expect(phone.getByText("已保存", { exact: true })).toBeVisible();
  const stored = Object.keys((await draft.stored()).values);
  expect(stored.length, "one value in each section").toBe(sections.length);
});

test("during and after an upload the pages are accounted for", async ({ page, context, server }) => {
  const draft = await seed(server, JOURNEY);
  const [first, second] = draft.matter.plan.materials.map(({ id }) => id);
  await applicant.open(page, draft.path("materials"));
  await applicant.pick(applicant.card(page, draft.matter, first), [pdf()]);
  await applicant.arrived(applicant.card(page, draft.matter, first), 1);

  // The network holds the second one in the middle.
  let pieces = 0;
  await context.route("**/files/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.fallback();
    pieces += 1;
    if (pieces === 1) await route.continue();
  });
  await applicant.pick(applicant.card(page, draft.matter, second), [pdf(500_000, "合同.pdf")]);
  await expect.poll(() => pieces).toBe(2);
  const next = await killed(context, page);
  await context.unroute("**/files/*");

  await applicant.arrived(applicant.card(next, draft.matter, first), 1);
  const broken = applicant.card(next, draft.matter, second);
  await expect(broken.getByText("有一页没传完", { exact: true })).toBeVisible();
  await scan(next);
  await broken.getByLabel(/重新选这一页/).setInputFiles(pdf(500_000, "合同.pdf"));
  await applicant.arrived(broken, 1);
  const { provisions } = await draft.stored();
  expect(provisions[second].files).toEqual([expect.objectContaining({ name: "合同.pdf", complete: true })]);
});

test("while the camera is open the page may be reloaded", async ({ page, context, server }) => {
  const draft = await seed(server, JOURNEY);
  const [first] = draft.matter.plan.materials.map(({ id }) => id);
  await applicant.open(page, draft.path("materials"));
  const camera = page.waitForEvent("filechooser");
  await applicant.card(page, draft.matter, first).getByLabel(/拍照/).click();
  await camera;
  const next = await killed(context, page);
  const paper = applicant.card(next, draft.matter, first);
  await expect(paper.getByText(/微信重新打开了这一页/)).toBeVisible();
  await scan(next);
  await applicant.photograph(paper, await photo(next, { width: 300, height: 400 }));
  await applicant.arrived(paper, 1);
  await expect(paper.getByText(/微信重新打开了这一页/)).toBeHidden();
});

test("in the review everything is still there, and it can be handed in", async ({ page, context, server }) => {
  const draft = await complete(server, JOURNEY);
  await applicant.open(page, draft.path("review"));
  await page.getByRole("checkbox", { name: /^我已看清/ }).check();
  const next = await killed(context, page);
  await expect(next.getByRole("checkbox", { name: /^我已看清/ })).toBeChecked();
  for (const value of [RARE_NAME, "示例好邻居"]) await expect(next.getByText(value).first()).toBeVisible();
  await applicant.handIn(next);
});

test("another phone goes on with the link, and both fill in at once", async ({ page, browser, server }) => {
  const draft = await seed(server, JOURNEY, { values: { "name@operator": RARE_NAME } });
  await applicant.open(page, draft.path());
  await page.getByText("换一部手机接着填").click();
  const link = await page.getByRole("textbox", { name: "这份申请表的链接" }).inputValue();

  const other = await browser.newContext({ baseURL: server.url, viewport: { width: 375, height: 812 } });
  const elsewhere = await other.newPage();
  await applicant.open(elsewhere, `${link}/form/operator`);
  await expect(elsewhere.getByRole("textbox", { name: "姓名" })).toHaveValue(RARE_NAME);
  await applicant.open(page, draft.path("form/business"));

  const values = allValues(draft.matter);
  await elsewhere.getByRole("textbox", { name: "身份证号码" }).fill(values["id_number@operator"]);
  await page.getByRole("textbox", { name: /^店名/ }).fill(values.entity_name);
  await expect
    .poll(async () => (await draft.stored()).values)
    .toMatchObject({ "name@operator": RARE_NAME, "id_number@operator": values["id_number@operator"], entity_name: values.entity_name });
  await other.close();
});
