// A person lets another one see the cases of one theme until a day; the other one sees these and no others, until it ends.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { expect, scan, test } from "../server";

/** A day next month, as fields of dates take it. */
function nextMonth(): string {
  return new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
}

test("somebody sees what they were let see, until the person takes it back", async ({ page, server, browser }) => {
  test.setTimeout(120_000);
  const [mobile, theirs] = [applicant.newMobile(), applicant.newMobile()];
  const store = await Matter.of("convenience_store_corner", server);
  const transport = await Matter.of("transport_company_van", server);
  await applicant.signIn(page, mobile);
  const named = await applicant.handedIn(page, server, "convenience_store_corner");
  const other = await applicant.handedIn(page, server, "transport_company_van");

  await page.goto("/me");
  await expect(applicant.ownCases(page)).toHaveCount(2);
  const card = page.getByRole("region", { name: "请别人代办" });
  const give = card.getByRole("button", { name: "同意请这个人代办" });
  await card.getByText("请一个人代办").click();
  await scan(page);
  // Their own number is no help, and is said so.
  await card.getByRole("textbox", { name: "对方的手机号" }).fill(mobile);
  await card.getByRole("checkbox", { name: "看我的申请办到哪一步" }).check();
  await card.getByLabel(/^到哪天为止/).fill(nextMonth());
  await give.click();
  await expect(page.getByRole("alert")).toHaveText("这是您自己的手机号，不用代办。");
  await scan(page);
  await card.getByText("请一个人代办").click();
  await card.getByRole("textbox", { name: "对方的手机号" }).fill(theirs);
  await card.getByRole("combobox", { name: "只能办哪件事" }).selectOption({ label: store.name });
  await card.getByRole("checkbox", { name: "看我的申请办到哪一步" }).check();
  await card.getByLabel(/^到哪天为止/).fill(nextMonth());
  await give.click();
  await expect(page.getByRole("status")).toHaveText("记下来了。对方登录以后就能看到。");
  const given = card.getByRole("listitem").filter({ hasText: `请 ${applicant.masked(theirs)} 代办` });
  await expect(given.first()).toContainText(store.name);
  await expect(given.first()).toContainText("前有效");
  await scan(page);

  const context = await browser.newContext({ baseURL: server.url });
  const helper = await context.newPage();
  await applicant.signIn(helper, theirs);
  await expect(applicant.ownCases(helper)).toHaveCount(1);
  await expect(applicant.ownCases(helper)).toContainText(store.name);
  await expect(applicant.ownCases(helper)).toContainText("替别人办");
  const received = helper.getByRole("region", { name: "请别人代办" }).getByRole("listitem").first();
  await expect(received).toContainText(`替 ${applicant.masked(mobile)} 办`);
  await scan(helper);
  await applicant.ownCases(helper).getByRole("link").click();
  await expect(helper).toHaveURL(`${server.url}/r/${named.number}/mine`);
  for (const item of named.items) await expect(applicant.part(helper, item)).toBeVisible();
  await scan(helper);
  const foreign = await helper.goto(`/r/${other.number}/mine`);
  expect(foreign?.status()).toBe(404);
  await expect(helper.getByRole("main")).not.toContainText(transport.name);

  await page.goto("/me");
  await card.getByRole("button", { name: "取消代办" }).click();
  await expect(page.getByRole("status")).toHaveText("已取消。");
  await expect(given.first()).toContainText("已取消");
  await expect(card.getByRole("button", { name: "取消代办" })).toHaveCount(0);
  await scan(page);
  const gone = await helper.goto(`/r/${named.number}/mine`);
  expect(gone?.status()).toBe(404);
  await helper.goto("/me");
  await expect(applicant.ownCases(helper)).toHaveCount(0);
  await expect(received).toContainText("已取消");
  await scan(helper);
  await context.close();
});
