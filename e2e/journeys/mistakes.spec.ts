// Mistakes: what is wrong is said where it is, what would be right, and one press leads there.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { complete, seed } from "../seed";
import { expect, scan, test } from "../server";
import { allValues } from "../values";

const JOURNEY = "convenience_store_corner";

test("a question without an answer asks for one", async ({ page }) => {
  await applicant.open(page, "/t/convenience_store/q");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toHaveText("请选一个再往下走。");
  await scan(page);
  await page.getByRole("radio", { name: /^公司|^有限公司/ }).check();
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a number out of range hears the range, and full-width digits are taken", async ({ page, server }) => {
  const matter = await Matter.of(JOURNEY, server);
  const { premises_area: area } = matter.slice.questions;
  const before = matter.journey.answers.findIndex(([question]) => question === "premises_area");
  await applicant.open(page, matter.address("q", before));
  const field = page.getByRole("textbox", { name: area.ask });
  for (const [typed, said] of [["0", /1 平方米.*100000 平方米/], ["很大", /请填数字/]] as const) {
    await field.fill(typed);
    await page.getByRole("button", { name: "下一步" }).click();
    await expect(page.getByRole("alert")).toHaveText(said);
    await expect(field).toHaveValue(typed);
  }
  await scan(page);
  await field.fill("６０");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(applicant.heading(page)).not.toHaveText(area.ask);
});

test("the summary of a section leads to each field", async ({ page, server }) => {
  const draft = await seed(server, JOURNEY);
  await applicant.open(page, draft.path("form/operator"));
  const name = page.getByRole("textbox", { name: "姓名" });
  const number = page.getByRole("textbox", { name: "身份证号码" });
  await number.fill("61032819580317993");
  await number.blur();
  await expect(page.getByText(/身份证号码是 18 位/)).toBeVisible();
  await expect(number).toHaveAttribute("aria-invalid", "true");

  await page.getByRole("button", { name: "下一步" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("heading")).toHaveText(/这一部分还有 \d+ 处要填好/);
  await scan(page);
  await summary.getByRole("link", { name: /姓名/ }).click();
  await expect(name).toBeFocused();
  await page.keyboard.type("陈𠮷");
  await expect(summary.getByRole("link", { name: /姓名/ })).toHaveCount(0);
  await summary.getByRole("link", { name: "身份证号码" }).click();
  await expect(number).toBeFocused();
  await number.fill("61032819580317993x");
  await number.blur();
  await expect(number).toHaveValue("61032819580317993X");

  await page.getByRole("link", { name: /以后再填/ }).click();
  await expect(applicant.heading(page)).toHaveText(draft.matter.plan.form.sections[1].title);
});

test("what is typed wrongly is said below the field without taking the press away", async ({ page, server }) => {
  const draft = await seed(server, "birth_married", { values: { ...allValues(await Matter.of("birth_married", server)), "mobile@father": "" } });
  const at = draft.matter.plan.form.sections.findIndex(({ id }) => id === "father");
  await applicant.open(page, draft.path("form/father"));
  await page.getByRole("textbox", { name: "手机号码" }).fill("19400000001");
  // Leaving the field brings up a warning above the button, while the button is being pressed.
  await page.getByRole("button", { name: "下一步" }).tap();
  await expect(applicant.heading(page)).toHaveText(draft.matter.plan.form.sections[at + 1].title);
});

test("the review names what is left, and each line leads to its place", async ({ page, server }) => {
  const values = allValues(await Matter.of(JOURNEY, server));
  const draft = await seed(server, JOURNEY, { values: { ...values, entity_name: "", "mobile@operator": "123" } });
  await applicant.open(page, draft.path("review"));
  const papers = draft.matter.plan.materials.length;
  await expect(page.getByRole("heading", { name: `还有 ${2 + papers} 处没有办好` })).toBeVisible();
  await scan(page);
  const left = (words: string) => page.getByRole("listitem").filter({ hasText: words }).getByRole("link");
  await left("还缺 1 项").click();
  await expect(page.getByRole("textbox", { name: /^店名/ })).toBeFocused();
  await page.goBack();
  await left("1 项要改").click();
  await expect(page.getByRole("textbox", { name: "手机号码" })).toBeFocused();
  await page.goBack();
  await left(`还缺 ${papers} 样`).click();
  await expect(applicant.card(page, draft.matter, "id_card@operator")).toBeFocused();
});

test("nothing is handed in without the declaration", async ({ page, server }) => {
  const draft = await complete(server, JOURNEY);
  await applicant.open(page, draft.path("review"));
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText(/^请勾选/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^我已看清/ })).toBeFocused();
  await scan(page);
  expect((await draft.stored()).declared).toBe(false);
});

test.describe("files", () => {
  // Chromium reports a policy when it is handed something as a picture that is none.
  test.use({ toleratedErrors: [/Connecting to 'blob:/] });

  test("a file that is no paper is refused in words", async ({ page, server }) => {
    const draft = await seed(server, JOURNEY);
    const paper = applicant.card(page, draft.matter, "lease");
    await applicant.open(page, draft.path("materials"));
    await applicant.pick(paper, [{ name: "合同.docx", mimeType: "application/msword", buffer: Buffer.from("PK") }]);
    await expect(paper.getByText(/这种文件收不了/)).toBeVisible();
    await applicant.pick(paper, [{ name: "坏.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 cut off") }]);
    await expect(paper.getByText(/文件打不开/)).toBeVisible();
    await scan(page);
    const dismiss = paper.getByRole("button", { name: "知道了" });
    await dismiss.first().click();
    await dismiss.click();
    await expect(paper.getByText("还没传", { exact: true })).toBeVisible();
  });
});

test("a deleted page can be taken back", async ({ page, server }) => {
  const draft = await complete(server, JOURNEY);
  const paper = applicant.card(page, draft.matter, "lease");
  await applicant.open(page, draft.path("materials"));
  await paper.getByRole("button", { name: "删除第 1 页" }).click();
  await expect(paper.getByText("还没传", { exact: true })).toBeVisible();
  await paper.getByRole("button", { name: "撤销" }).click();
  await applicant.arrived(paper, 1);
});

test("a page that is not there helps", async ({ page, server }) => {
  const answer = await page.goto("/nowhere");
  expect(answer?.status()).toBe(404);
  await expect(applicant.heading(page)).toHaveText("没有这一页");
  await scan(page);
  await applicant.started(page);
  await page.getByRole("link", { name: "回首页" }).click();
  await expect(page).toHaveURL(`${server.url}/`);
  await applicant.open(page, `/d/${"0".repeat(32)}`);
  await expect(applicant.heading(page)).toHaveText("没有找到这份申请表");
  await scan(page);
});
