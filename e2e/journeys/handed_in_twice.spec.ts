// However often somebody presses, and whatever becomes of the answer, there is one application.
import * as applicant from "../applicant";
import { complete } from "../seed";
import { expect, test } from "../server";

const JOURNEY = "convenience_store_corner";
const APPLICATIONS = "**/api/v1/applications";

test("a double tap hands in once", async ({ page, server }) => {
  const draft = await complete(server, JOURNEY);
  await applicant.open(page, draft.path("review"));
  await page.getByRole("checkbox", { name: /^我已看清/ }).check();
  const sent: { key: string; body: string }[] = [];
  await page.route(APPLICATIONS, async (route) => {
    sent.push({ key: route.request().headers()["idempotency-key"], body: route.request().postData() ?? "" });
    await route.continue();
  });
  await page.getByRole("button", { name: "提交申请" }).dblclick();
  await expect(page).toHaveURL(/\/r\/[^/]+\/[^/]+$/);
  expect(sent).toHaveLength(1);

  // The very same again, as an impatient network might send it, gives the very same receipt.
  const [{ key, body }] = sent;
  const headers = { "content-type": "application/json", "Idempotency-Key": key };
  const again = await fetch(`${server.url}/api/v1/applications`, { method: "POST", headers, body });
  expect(again.status).toBe(200);
  const receipt = (await again.json()) as { progress: string };
  expect(new URL(page.url()).pathname).toBe(receipt.progress);
});

test("when the answer is lost the next press finds the same receipt", async ({ page, server }) => {
  const draft = await complete(server, JOURNEY);
  await applicant.open(page, draft.path("review"));
  let progress = "";
  await page.route(APPLICATIONS, async (route) => {
    const answer = await route.fetch();
    progress = ((await answer.json()) as { progress: string }).progress;
    await route.abort("connectionreset");
  });
  await page.getByRole("checkbox", { name: /^我已看清/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByRole("alert")).toContainText("不知道有没有交上");
  await page.unroute(APPLICATIONS);

  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page).toHaveURL(`${server.url}${progress}`);
});

test("when the page is killed before the answer the next visit finds the same receipt", async ({ page, context, server }) => {
  const draft = await complete(server, JOURNEY);
  await applicant.open(page, draft.path("review"));
  let progress = "";
  await page.route(APPLICATIONS, async (route) => {
    const answer = await route.fetch();
    progress = ((await answer.json()) as { progress: string }).progress;
  });
  await page.getByRole("checkbox", { name: /^我已看清/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect.poll(() => progress).toBeTruthy();
  const next = await context.newPage();
  await page.close();
  await applicant.open(next, draft.path("review"));
  await next.getByRole("button", { name: "提交申请" }).click();
  await expect(next).toHaveURL(`${server.url}${progress}`);
});
