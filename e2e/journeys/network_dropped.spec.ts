// The network comes and goes: an upload resumes where it broke off, and what is typed waits on the phone.
import * as applicant from "../applicant";
import { pdf } from "../papers";
import { seed } from "../seed";
import { expect, scan, test } from "../server";

const JOURNEY = "convenience_store_corner";

test("an upload goes on where the network broke off", async ({ page, context, server }) => {
  const draft = await seed(server, JOURNEY);
  const { matter } = draft;
  const { id } = matter.plan.materials[0];
  const document = pdf(600_000);
  await applicant.open(page, draft.path("materials"));
  const paper = applicant.card(page, matter, id);

  const offsets: number[] = [];
  let dropped = false;
  await page.route("**/files/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.fallback();
    const offset = Number(route.request().headers()["upload-offset"]);
    if (offset > 0 && !dropped) {
      dropped = true;
      await context.setOffline(true);
      return route.abort("internetdisconnected");
    }
    offsets.push(offset);
    return route.continue();
  });
  await applicant.pick(paper, [document]);
  await expect(paper.getByText(/^网络断了.已传 \d+%.联网后接着传$/)).toBeVisible();
  await scan(page);

  await context.setOffline(false);
  await applicant.arrived(paper, 1);
  expect(offsets.filter((offset) => offset === 0), "only one piece begins at the beginning").toHaveLength(1);
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  const file = (await draft.stored()).provisions[id].files?.[0];
  const kept = await fetch(`${server.url}/api/v1/drafts/${draft.token}/files/${file?.id}`);
  expect(Buffer.from(await kept.arrayBuffer()).equals(document.buffer)).toBe(true);
});

test("an upload can be tried again by hand, and given up", async ({ page, server }) => {
  const draft = await seed(server, JOURNEY);
  const [first, second] = draft.matter.plan.materials.map(({ id }) => applicant.card(page, draft.matter, id));
  await applicant.open(page, draft.path("materials"));
  const pieces = (url: URL) => /\/files\/[0-9a-f]{32}$/.test(url.pathname);
  await page.route(pieces, (route) => (route.request().method() === "PATCH" ? route.abort() : route.fallback()));
  await applicant.pick(first, [pdf()]);
  await expect(first.getByRole("button", { name: "现在接着传" })).toBeVisible();
  await applicant.pick(second, [pdf()]);
  await second.getByRole("button", { name: "取消" }).click();
  await expect(second.getByText("还没传", { exact: true })).toBeVisible();
  await page.unroute(pieces);
  await first.getByRole("button", { name: "现在接着传" }).click();
  await applicant.arrived(first, 1);
});

test("what is typed without network is saved when it is back", async ({ page, context, server }) => {
  const draft = await seed(server, JOURNEY);
  await applicant.open(page, draft.path("form/business"));
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("textbox", { name: /^店名/ }).fill("千阳县示例断网商店");
  await expect(page.getByText(/^没有网络.已存在手机上/)).toBeVisible();
  await scan(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  expect((await draft.stored()).values.entity_name).toBe("千阳县示例断网商店");
});

test("a page that cannot be fetched says so and tries again", async ({ page, server }) => {
  await applicant.open(page, "/p/qy_xiguan_7");
  await page.route("**/api/v1/themes", (route) => route.abort());
  await page.getByRole("link", { name: "一件", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("网络断了");
  await scan(page);
  await page.unroute("**/api/v1/themes");
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.getByRole("link", { name: "开便利店" })).toBeVisible();
  expect(server.log()).not.toContain("panicked");
});
