// A company opens a large beauty salon: several shareholders, an agent, papers that follow later and a commitment.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { pdf } from "../papers";
import { seed } from "../seed";
import { expect, scan, test } from "../server";

test("a company puts papers off, promises one and hands in the rest", async ({ page, server }) => {
  test.setTimeout(90_000);
  const matter = await Matter.of("beauty_salon_company", server);
  await applicant.open(page, "/p/qy_dongda_12");
  await page.getByRole("searchbox", { name: "找您要办的事" }).fill("美容");
  await page.getByRole("link", { name: matter.name }).first().click();
  await page.getByRole("link", { name: "开始回答问题" }).click();
  await applicant.answerAll(page, matter);
  await applicant.begin(page);

  await applicant.fillForm(page, matter, async (section) => {
    if (!section.repeats) return;
    await page.getByRole("button", { name: "再加一位" }).click();
    await applicant.fillSection(page, matter, section, 2);
    await page.getByRole("button", { name: "再加一位" }).click();
    await page.getByRole("button", { name: "删除第 3 位" }).click();
    await expect(page.getByRole("group", { name: `${section.title} 3`, exact: true })).toHaveCount(0);
    await expect(page.getByRole("group", { name: `${section.title} 2`, exact: true })).toBeVisible();
  });

  const later = matter.plan.materials.filter(({ deferrable }) => deferrable !== null);
  const promised = matter.plan.materials.filter(({ promise }) => promise.length > 0);
  expect([later.length > 0, promised.length > 0]).toEqual([true, true]);
  for (const { id } of later) await applicant.putOff(applicant.card(page, matter, id));
  const first = applicant.card(page, matter, promised[0].id);
  await applicant.promise(page, first, () => scan(page));
  for (const { id } of matter.plan.materials) {
    if (id === promised[0].id || later.some((paper) => paper.id === id)) continue;
    await applicant.pick(applicant.card(page, matter, id), [pdf()]);
  }
  await expect(page.getByText("材料都有了。")).toBeVisible({ timeout: 20_000 });
  await scan(page);

  await page.getByRole("link", { name: /^下一步/ }).click();
  await expect(page.getByText("已承诺", { exact: true })).toBeVisible();
  const receipt = await applicant.handIn(page);
  const open = page.getByRole("region", { name: `还要补 ${later.length} 样材料` });
  for (const { name } of later) await expect(open).toContainText(name);

  const [number, secret] = receipt.split("/").slice(-2);
  const authorization = `Bearer ${secret}`;
  const answer = await fetch(`${server.url}/api/v1/applications/${number}`, { headers: { authorization } });
  const progress = (await answer.json()) as { parts: { item: string }[]; later: { id: string }[] };
  expect(progress.parts.map(({ item }) => item).sort()).toEqual([...matter.journey.items].sort());
  expect(progress.later.map(({ id }) => id).sort()).toEqual(later.map(({ id }) => id).sort());
});

test("another paper can be chosen, a promise taken back, and a paper handed in after all", async ({ page, server }) => {
  const draft = await seed(server, "beauty_salon_company");
  const { materials } = draft.matter.plan;
  await applicant.open(page, draft.path("materials"));

  const choice = materials.find(({ alternatives }) => alternatives.length > 0);
  const paper = applicant.card(page, draft.matter, choice?.id ?? "");
  await paper.getByText(/现在没有这份材料/).click();
  await paper.getByRole("group", { name: "换一种材料" }).getByRole("radio").nth(1).click();
  await expect(paper).toHaveCount(0);

  const promised = materials.find(({ promise }) => promise.length > 0);
  const other = applicant.card(page, draft.matter, promised?.id ?? "");
  await applicant.promise(page, other);
  await other.getByRole("button", { name: /取回承诺/ }).click();
  await expect(other.getByText("还没传", { exact: true })).toBeVisible();

  const later = materials.find(({ deferrable }) => deferrable !== null);
  const third = applicant.card(page, draft.matter, later?.id ?? "");
  await applicant.putOff(third);
  await third.getByRole("button", { name: "改为现在交" }).click();
  await applicant.pick(third, [pdf()]);
  await applicant.arrived(third, 1);
});
