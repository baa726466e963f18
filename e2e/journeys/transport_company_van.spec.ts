// A van with general goods needs no permit: the shortest way there is, without papers.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { expect, scan, test } from "../server";

test("who needs no paper hands in a short form", async ({ page, server }) => {
  const matter = await Matter.of("transport_company_van", server);
  await applicant.open(page, "/p/yc_xiaohe_4");
  await page.getByRole("link", { name: matter.name }).click();
  await page.getByRole("link", { name: "开始回答问题" }).click();
  await applicant.answerAll(page, matter);
  await expect(page.getByText("什么材料都不用带。")).toBeVisible();
  await applicant.begin(page);
  await applicant.fillForm(page, matter);
  await expect(page.getByText("这件事不用交材料。")).toBeVisible();
  await scan(page);
  await page.getByRole("link", { name: /^下一步/ }).click();
  await applicant.handIn(page);
  await scan(page);
});
