// Without a mouse and without a finger: Tab, arrows, Space and Enter lead through the questions, a section and the end.
import * as applicant from "../applicant";
import { tabTo } from "../applicant";
import { complete, seed } from "../seed";
import { Matter } from "../journey";
import { expect, test } from "../server";
import { valueOf } from "../values";

test("questions are answered by keyboard alone", async ({ page, server }) => {
  test.setTimeout(60_000);
  const matter = await Matter.of("convenience_store_corner", server);
  await applicant.open(page, `/t/${matter.journey.theme}?region=${matter.journey.region}`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "开始回答问题" }));
  await page.keyboard.press("Enter");

  for (const [id, answer] of matter.journey.answers) {
    const question = matter.slice.questions[id];
    await expect(applicant.heading(page)).toHaveText(question.ask);
    // A reading voice starts at the question, not at the top of the page.
    await expect(applicant.heading(page)).toBeFocused();
    if (typeof answer === "number") {
      await tabTo(page, page.getByRole("textbox", { name: question.ask }));
      await page.keyboard.type(String(answer));
      await page.keyboard.press("Enter");
    } else if (Array.isArray(answer)) {
      for (const option of question.options ?? []) {
        const box = page.getByRole("checkbox", { name: new RegExp(`^${option.name}`) });
        if (!answer.includes(option.id) || (await box.count()) === 0) continue;
        await tabTo(page, box);
        await page.keyboard.press("Space");
      }
      await tabTo(page, page.getByRole("button", { name: "下一步" }));
      await page.keyboard.press("Enter");
    } else {
      const options = typeof answer === "boolean" ? ["yes", "no"] : (question.options ?? []).map((option) => option.id);
      await tabTo(page, page.getByRole("radio").first());
      await page.keyboard.press("Space");
      const steps = options.indexOf(typeof answer === "boolean" ? (answer ? "yes" : "no") : String(answer));
      for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
      await tabTo(page, page.getByRole("button", { name: "下一步" }));
      await page.keyboard.press("Space");
    }
  }
  await expect(page).toHaveURL(/\/plan\?/);
  await expect(applicant.heading(page)).toBeFocused();
  await expect(applicant.heading(page)).toContainText(`要办 ${matter.plan.items.length} 件事`);
});

test("a section is filled by keyboard alone, and Enter goes to the next field", async ({ page, server }) => {
  const draft = await seed(server, "convenience_store_corner");
  const section = draft.matter.plan.form.sections[0];
  const [name, number] = section.fields;
  await applicant.open(page, draft.path(`form/${section.id}`));
  await tabTo(page, applicant.control(page, name));
  await page.keyboard.type(valueOf(draft.matter, section, name));
  await page.keyboard.press("Enter");
  await expect(applicant.control(page, number)).toBeFocused();

  for (const field of section.fields.slice(1)) {
    const value = valueOf(draft.matter, section, field);
    const control = applicant.control(page, field);
    if (field.kind !== "choice") {
      if (!(await control.evaluate((element) => element === document.activeElement))) await tabTo(page, control);
      await page.keyboard.type(value);
    } else if ((field.options?.length ?? 0) > 5) {
      await tabTo(page, control);
      await page.keyboard.press("ArrowDown");
    } else {
      await tabTo(page, control.getByRole("radio").first());
      await page.keyboard.press("Space");
    }
  }
  await tabTo(page, page.getByRole("button", { name: "下一步" }));
  await page.keyboard.press("Enter");
  await expect(applicant.heading(page)).toHaveText(draft.matter.plan.form.sections[1].title);
  await expect(applicant.heading(page)).toBeFocused();
});

test("a commitment is read in a dialog that keeps the focus and gives it back", async ({ page, server }) => {
  const draft = await seed(server, "beauty_salon_barber");
  const promised = draft.matter.plan.materials.find(({ promise }) => promise.length > 0);
  await applicant.open(page, draft.path("materials"));
  const paper = applicant.card(page, draft.matter, promised?.id ?? "");
  await tabTo(page, paper.getByText(/现在没有这份材料/));
  await page.keyboard.press("Enter");
  const button = paper.getByRole("button", { name: "看承诺书" });
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "请看完再同意" });
  await expect(dialog.getByRole("heading", { name: "请看完再同意" })).toBeFocused();
  for (let stop = 0; stop < 6; stop += 1) {
    await page.keyboard.press("Tab");
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("everything is declared and handed in by keyboard", async ({ page, server }) => {
  const draft = await complete(server, "transport_company_van");
  await applicant.open(page, draft.path("review"));
  await tabTo(page, page.getByRole("checkbox", { name: /^我已看清/ }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "提交申请" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/r\//);
});
