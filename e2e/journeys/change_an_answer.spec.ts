// Back and change: nothing that still counts is asked again, and what no longer counts is gone.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { seed, storedDraft, tokenOf } from "../seed";
import { expect, test } from "../server";
import { said } from "../text";

const JOURNEY = "convenience_store_corner";

test("a changed answer changes the plan and keeps the other answers", async ({ page, server }) => {
  const matter = await Matter.of(JOURNEY, server);
  const { sells, premises_area: area } = matter.slice.questions;
  await applicant.open(page, matter.address("plan"));
  const tobacco = page.getByText(matter.slice.items.tobacco_retail_new.name, { exact: true }).first();
  await expect(tobacco).toBeVisible();

  await page.getByRole("link", { name: said("question", "change_this", { question: sells.ask }) }).click();
  await expect(applicant.heading(page)).toHaveText(sells.ask);
  const option = sells.options?.find(({ id }) => id === "tobacco")?.name ?? "";
  await expect(page.getByRole("checkbox", { name: new RegExp(`^${option}`) })).toBeChecked();
  await applicant.choose(page, matter, "sells", ["prepackaged_food"]);
  await page.getByRole("button", { name: "下一步" }).click();

  await expect(page).toHaveURL(/\/plan\?/);
  await expect(tobacco).toBeHidden();
  const answers = page.getByRole("region", { name: "您的回答" });
  await expect(answers).toContainText("60 平方米");
  await expect(answers).toContainText(area.ask);
});

test("answers that depended on the changed one are dropped", async ({ page, server }) => {
  const matter = await Matter.of("birth_single", server);
  const { parents_married: married, father_recorded: recorded } = matter.slice.questions;
  await applicant.open(page, matter.address("plan"));
  const answers = page.getByRole("region", { name: "您的回答" });
  await expect(answers).toContainText(recorded.ask);
  await page.getByRole("link", { name: said("question", "change_this", { question: married.ask }) }).click();
  await applicant.choose(page, matter, "parents_married", true);
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/parents_married=yes/);
  expect(page.url()).not.toContain("father_recorded");
});

test("the browser goes back question by question with the answers still chosen", async ({ page, server }) => {
  const matter = await Matter.of(JOURNEY, server);
  const { business_form: form, has_business_licence: licence, sells } = matter.slice.questions;
  await applicant.open(page, `/t/${matter.journey.theme}/q`);
  await applicant.choose(page, matter, "business_form", "sole");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(applicant.heading(page)).toHaveText(licence.ask);
  await applicant.choose(page, matter, "has_business_licence", false);
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(applicant.heading(page)).toHaveText(sells.ask);

  await page.goBack();
  await expect(applicant.heading(page)).toHaveText(licence.ask);
  await page.goBack();
  await expect(applicant.heading(page)).toHaveText(form.ask);
  await page.goForward();
  await page.goForward();
  await expect(applicant.heading(page)).toHaveText(sells.ask);

  await page.getByRole("link", { name: "上一步" }).click();
  await expect(applicant.heading(page)).toHaveText(licence.ask);
  await expect(page.getByRole("radio", { name: "否", exact: true })).toBeChecked();
});

test("what was typed stays when an answer is changed on the way", async ({ page, server }) => {
  const matter = await Matter.of(JOURNEY, server);
  await applicant.open(page, matter.address("plan"));
  const draft = await applicant.begin(page);
  const [operator] = matter.plan.form.sections;
  await page.getByRole("link", { name: "开始填表" }).click();
  await applicant.fillSection(page, matter, operator);
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "总览" }).click();
  await page.getByText("改前面的回答").click();
  await page.getByRole("link", { name: "看清单和回答" }).click();
  await page.getByRole("link", { name: said("question", "change_this", { question: matter.slice.questions.has_signboard.ask }) }).click();
  await applicant.choose(page, matter, "has_signboard", false);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("link", { name: "开始填表" }).click();
  await expect(applicant.heading(page)).toHaveText("这部手机上有一份没填完的申请表");
  await page.getByRole("button", { name: "用新的回答接着填" }).click();

  await expect(page).toHaveURL(draft);
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  await expect.poll(async () => (await storedDraft(server.url, tokenOf(draft))).answers.has_signboard).toBe(false);
  const { values } = await storedDraft(server.url, tokenOf(draft));
  for (const field of operator.fields) expect(values[field.id], field.id).toBeTruthy();
});

test("a draft can be given up", async ({ page, server }) => {
  const draft = await seed(server, JOURNEY);
  await applicant.open(page, draft.path());
  await page.getByRole("button", { name: /删除这份申请表/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除", exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/`);
  expect((await fetch(`${server.url}/api/v1/drafts/${draft.token}`)).status).toBe(404);
});
