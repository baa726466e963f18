// A sole trader sells snacks and cigarettes: from the plate at the door to the receipt, with photographs as phones make them.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { HELD_UPRIGHT, pdf, photo, seen } from "../papers";
import { storedDraft, tokenOf } from "../seed";
import { expect, scan, test } from "../server";
import { RARE_NAME } from "../values";

test("a sole trader goes from the plate to the receipt", async ({ page, server, browser }) => {
  test.setTimeout(90_000);
  const matter = await Matter.of("convenience_store_corner", server);

  await applicant.open(page, "/p/qy_xiguan_7");
  await expect(applicant.heading(page)).toHaveText("示例西关路7号");
  await page.getByRole("searchbox", { name: "找您要办的事" }).fill("小卖部");
  await page.getByRole("link", { name: matter.name }).first().click();
  await expect(applicant.heading(page)).toHaveText(matter.name);
  await page.getByRole("link", { name: "开始回答问题" }).click();

  const asked = await applicant.answerAll(page, matter);
  expect(asked, "the journey's questions in its order").toEqual(matter.journey.answers.map(([question]) => question));
  const { items, materials } = matter.plan;
  await expect(applicant.heading(page)).toContainText(`要办 ${items.length} 件事`);
  const todo = page.getByRole("region", { name: `要办 ${items.length} 件事` });
  for (const item of matter.journey.items) await expect(todo).toContainText(matter.slice.items[item].name);
  const bring = page.getByRole("region", { name: `要带 ${materials.length} 样材料` });
  for (const { name } of materials) await expect(bring).toContainText(name);

  const draft = await applicant.begin(page);
  await applicant.fillForm(page, matter);

  const [first, ...rest] = materials.map(({ id }) => id);
  const idCard = applicant.card(page, matter, first);
  await applicant.photograph(idCard, await photo(page, { width: 400, height: 300 }, HELD_UPRIGHT));
  await applicant.arrived(idCard, 1);
  await applicant.photograph(idCard, await photo(page, { width: 2600, height: 1300 }));
  await applicant.arrived(idCard, 2);
  for (const paper of rest) {
    await applicant.pick(applicant.card(page, matter, paper), [pdf(), await photo(page, { width: 300, height: 400 })]);
  }
  for (const paper of rest) await applicant.arrived(applicant.card(page, matter, paper), 2);
  await expect(page.getByText("材料都有了。")).toBeVisible();
  await scan(page);

  const address = async (name: string) => (await idCard.getByRole("link", { name }).getAttribute("href")) ?? "";
  const upright = await address("第 1 页");
  expect(await seen(page, upright)).toEqual({ width: 300, height: 400, top: "red", bottom: "blue" });
  expect(await seen(page, await address("第 2 页"))).toMatchObject({ width: 2000, height: 1000 });
  const bytes = Buffer.from(await (await fetch(server.url + upright)).arrayBuffer());
  expect(bytes.includes("SamplePhone"), "which phone it was stays on the phone").toBe(false);

  await page.getByRole("link", { name: /^下一步/ }).click();
  await expect(applicant.heading(page)).toHaveText("核对提交");
  await expect(page.getByText(RARE_NAME).first()).toBeVisible();
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  const stored = await storedDraft(server.url, tokenOf(draft));
  expect(stored.values["name@operator"]).toBe(RARE_NAME);
  expect([...stored.values["name@operator"]]).toHaveLength(2);

  const receipt = await applicant.handIn(page);
  const number = page.getByRole("region", { name: "您的受理编号" });
  const words = (await number.innerText()).replace(/\D/g, "");
  expect(words).toBe(receipt.split("/").at(-2)?.replace(/\D/g, ""));
  const qr = page.getByRole("img", { name: "办理进度的二维码" });
  await expect.poll(() => qr.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(100);

  // Whoever has the link sees the progress, on any phone; the draft is gone.
  const other = await browser.newContext({ baseURL: server.url });
  const elsewhere = await other.newPage();
  await elsewhere.goto(receipt);
  await expect(elsewhere.getByRole("region", { name: "您的受理编号" })).toHaveText(/\d/);
  await expect(elsewhere.getByRole("region", { name: `一共 ${items.length} 个事项` }).getByRole("listitem")).toHaveCount(items.length);
  for (const { name } of items) await expect(elsewhere.getByText(name, { exact: true })).toBeVisible();
  await elsewhere.goto(draft);
  await expect(applicant.heading(elsewhere)).toHaveText("没有找到这份申请表");
  await scan(elsewhere);
  await other.close();
});
