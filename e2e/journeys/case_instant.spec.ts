// What needs nobody to look at it is decided in one sitting (秒批): from the plate at the door to the licence, without a
// person in between. Whatever is in doubt waits for the window.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { pdf } from "../papers";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk } from "../staff";
import { RARE_NAME } from "../values";

/** A number of a telephone company's service, nobody's own: unlike the others here it passes without a warning. */
const UNREMARKABLE_MOBILE = "13800138000";

test("a small shop goes from the plate to its licence in one sitting", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  const matter = await Matter.of("convenience_store_snacks", server);

  await applicant.open(page, "/p/qy_xiguan_7");
  await page.getByRole("searchbox", { name: "找您要办的事" }).fill("小卖部");
  await page.getByRole("link", { name: matter.name }).first().click();
  await page.getByRole("link", { name: "开始回答问题" }).click();
  const asked = await applicant.answerAll(page, matter);
  expect(asked, "the journey's questions in its order").toEqual(matter.journey.answers.map(([question]) => question));
  await applicant.begin(page);
  await applicant.fillForm(page, matter, async (section) => {
    for (const field of section.fields.filter(({ kind }) => kind === "mobile")) {
      await applicant.fill(page, field, UNREMARKABLE_MOBILE);
    }
  });
  const papers = matter.plan.materials.map(({ id }) => applicant.card(page, matter, id));
  for (const paper of papers) await applicant.pick(paper, [pdf()]);
  for (const paper of papers) await applicant.arrived(paper, 1);
  await page.getByRole("link", { name: /^下一步/ }).click();
  await expect(applicant.heading(page)).toHaveText("核对提交");
  const receipt = await applicant.handIn(page);

  // The page after handing in already has the result: nothing is to be waited for or done.
  const main = page.getByRole("main");
  await expect(main.getByText("已经办完", { exact: true })).toBeVisible();
  const { items } = matter.plan;
  for (const { name } of items) await expect(applicant.part(page, name)).toContainText("已批准");
  await expect(page.getByRole("heading", { name: "接下来" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "现在要您办" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: /撤回申请/ })).toHaveCount(0);
  const told = page.getByRole("region", { name: "办理经过" });
  const sentences = ["申请已经收到。", "各部门都有了结果。", "办好了，请领取。", "结果已经到您手里。"];
  for (const sentence of sentences) await expect(told.getByText(sentence, { exact: true })).toHaveCount(1);
  await expect(told.getByText("这一项批准了。")).toHaveCount(items.length);
  await scan(page);

  // The licence carries both results; anybody can check it.
  const own = page.getByRole("region", { name: "您的证" });
  const licence = (await own.getByText(/^证号/).innerText()).replace(/^证号\s*/, "");
  expect(licence).not.toBe("");
  await expect(own.getByRole("listitem")).toHaveCount(items.length);
  const numbers = await own.getByText(/^编号/).allInnerTexts();
  expect(numbers).toHaveLength(items.length);
  const acceptance = await applicant.documentSays(page, "受理通知书");
  expect(acceptance).toContain("予以受理");
  const sheet = await applicant.documentSays(page, "行业综合许可证");
  expect(sheet).toContain("证书编号：" + licence);
  expect(sheet).toContain("名称千阳县示例好邻居商店");
  expect(sheet).toContain(`负责人${RARE_NAME}`);
  for (const number of numbers) expect(sheet, "the licence has the number of each component").toContain(number.replace(/^编号\s*/, ""));
  for (const { name } of items) {
    const decision = await applicant.documentSays(page, `决定书：${name}`);
    expect(decision).toContain("决定准予行政许可");
  }

  await own.getByRole("link", { name: "打开公开页" }).click();
  await expect(page).toHaveURL(/\/v\/[^/]+$/);
  await expect(applicant.heading(page)).toHaveText("有效");
  await expect(page.getByText("今天有效", { exact: true })).toHaveCount(items.length);
  await expect(main).toContainText(licence);
  await scan(page);

  // The record names the program, and leaves nothing to do at the window.
  const number = receipt.split("/").at(-2) ?? "";
  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number, "record");
  await expect(clerk.page.getByText("已送达", { exact: true })).toBeVisible();
  for (const { name } of items) await expect(clerk.page.getByText(`系统准予${name}`, { exact: true })).toBeVisible();
  for (const act of ["系统受理了", "系统发证", "系统送达"]) {
    await expect(clerk.page.getByRole("main").getByText(act, { exact: true }).first()).toBeVisible();
  }
  for (const act of ["受理", "不予受理", "发证", "送达"]) {
    await expect(clerk.acts().getByRole("button", { name: act, exact: true })).toHaveCount(0);
  }
  await clerk.close();
});

test("a small shop with something in doubt waits for the window", async ({ page, server }) => {
  // Its mobile number begins as no number does that is in use, which is a warning and no fault.
  const seeded = await complete(server, "convenience_store_snacks");
  await applicant.open(page, seeded.path("review"));
  await applicant.handIn(page);
  await expect(page.getByRole("main").getByText("已经收到", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "接下来" })).toBeVisible();
  for (const { name } of seeded.matter.plan.items) await expect(applicant.part(page, name)).toContainText("等受理");
  await expect(page.getByRole("heading", { name: "您的证" })).toHaveCount(0);
});
