// Where applications are taken of who is signed in only: the code is asked for at the last step, in place, and once.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { pdf } from "../papers";
import { storedDraft, tokenOf } from "../seed";
import { expect, scan, test as base, type Server } from "../server";
import { startServer } from "../start.mjs";
import { MOBILE } from "../values";

const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const { stop, ...server } = await startServer({ YIJIAN_SIGN_IN_TO_SUBMIT: "1" });
      try {
        await use(server);
      } finally {
        await stop();
      }
    },
    { scope: "worker", auto: true },
  ],
});

test("a person proves their number at the last step and loses nothing", async ({ page, server }) => {
  test.setTimeout(120_000);
  const matter = await Matter.of("convenience_store_corner", server);
  await applicant.open(page, matter.address("plan"));
  const draft = await applicant.begin(page);
  await applicant.fillForm(page, matter);
  const papers = matter.plan.materials.map(({ id }) => id);
  for (const paper of papers) await applicant.pick(applicant.card(page, matter, paper), [pdf()]);
  for (const paper of papers) await applicant.arrived(applicant.card(page, matter, paper), 1);
  await page.getByRole("link", { name: /^下一步/ }).click();
  await page.getByRole("checkbox", { name: /^我已看清/ }).check();
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "提交申请" }).click();

  const proof = page.getByRole("region", { name: "请先验证手机号" });
  await expect(proof).toBeVisible();
  await expect(page, "it is asked for in place").toHaveURL(`${draft}/review`);
  const mobile = proof.getByRole("textbox", { name: "手机号" });
  await expect(mobile, "the number of the form").toHaveValue(MOBILE);
  await scan(page);
  await proof.getByRole("button", { name: "发验证码" }).click();
  await expect(proof.getByRole("status")).toHaveText(`验证码已经发到 ${MOBILE}。`);
  const box = proof.getByRole("textbox", { name: "验证码" });
  await expect(box).toBeFocused();
  const code = await applicant.shownCode(page);
  await scan(page);
  await box.fill(code === "000000" ? "000001" : "000000");
  await proof.getByRole("button", { name: "验证并提交" }).click();
  await expect(proof.getByRole("alert")).toHaveText(/^验证码不对/);
  await scan(page);
  const before = await storedDraft(server.url, tokenOf(draft));
  expect(before.declared).toBe(true);

  await box.fill(code);
  await proof.getByRole("button", { name: "验证并提交" }).click();
  await expect(page).toHaveURL(/\/r\/[^/]+\/[^/]+$/);
  await expect(page.getByRole("region", { name: "您的受理编号" })).toHaveText(/\d/);
  for (const { name } of matter.plan.items) await expect(applicant.part(page, name)).toBeVisible();
  await scan(page);

  // Whoever is signed in is not asked again.
  await applicant.handedIn(page, server, "transport_company_van");
  await page.goto("/me");
  await expect(applicant.ownCases(page)).toHaveCount(2);
  await expect(page.getByRole("main")).toContainText(applicant.masked(MOBILE));
});
