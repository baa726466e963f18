// Married parents register their child: a matter of people, found by everyday words on the first page.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { pdf, photo } from "../papers";
import { expect, test } from "../server";

test("parents register their child from the first page on", async ({ page, server }) => {
  test.setTimeout(60_000);
  const matter = await Matter.of("birth_married", server);
  await applicant.open(page, "/");
  await page.getByRole("searchbox", { name: "找您要办的事" }).fill("上户口");
  await expect(page.getByRole("status").filter({ hasText: /找到 \d+ 件事/ })).toBeVisible();
  await page.getByRole("link", { name: matter.name }).click();
  await page.getByRole("link", { name: "开始回答问题" }).click();
  const asked = await applicant.answerAll(page, matter);
  expect(asked).toEqual(matter.journey.answers.map(([question]) => question));
  await applicant.begin(page);
  await applicant.fillForm(page, matter);
  for (const [at, { id }] of matter.plan.materials.entries()) {
    const paper = applicant.card(page, matter, id);
    if (at % 2 === 0) await applicant.photograph(paper, await photo(page, { width: 640, height: 480 }));
    else await applicant.pick(paper, [pdf()]);
    await applicant.arrived(paper, 1);
  }
  await page.getByRole("link", { name: /^下一步/ }).click();
  await applicant.handIn(page);
  await expect(applicant.heading(page)).toHaveText(matter.name);
  await expect(page.getByRole("img", { name: "办理进度的二维码" })).toBeVisible();
});
