// A paper that is put off at the application: it comes in time, or it does not and what needed it ends.
import type { Page } from "@playwright/test";
import * as applicant from "../applicant";
import { Office, inWords, progressOf, receiptOf } from "../office";
import { pdf } from "../papers";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk, reviewer } from "../staff";

const PAPER = "fire_plan";
const ITEM = "fire_safety_inspection";

/** The items on the applicant's page. */
function parts(page: Page) {
  return page.getByRole("region", { name: /^一共 \d+ 个事项$/ }).getByRole("listitem");
}

/** An accepted case of a beauty salon whose fire plan is put off on the phone. */
async function accepted(page: Page, office: Office) {
  const seeded = await complete(office, "beauty_salon_company", [PAPER]);
  await applicant.open(page, office.at(seeded.path("materials")));
  await applicant.putOff(applicant.card(page, seeded.matter, PAPER));
  await expect(page.getByText("材料都有了。")).toBeVisible();
  await page.getByRole("link", { name: /^下一步/ }).click();
  const receipt = receiptOf(await applicant.handIn(page));
  const { materials, items } = seeded.matter.slice;
  const paper = materials[PAPER].name;
  await expect(page.getByRole("region", { name: "还要补 1 样材料" })).toContainText(paper);
  await office.act("chuangkou", receipt.number, { verb: "accept" });
  const [{ due }] = (await progressOf(office, receipt)).later;
  return { receipt, paper, due, item: items[ITEM].name };
}

test("a paper that was put off comes in time, and only then the item is granted", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const office = await Office.open();
  try {
    const { receipt, paper, due, item } = await accepted(page, office);
    await office.visit(receipt.number);
    await office.grant(receipt.number, reviewer, [ITEM]);
    await page.goto(office.at(receipt.path));
    const todo = page.getByRole("region", { name: "现在要您办" });
    await expect(todo).toContainText(`补交「${paper}」`);
    await expect(todo).toContainText(inWords(due));
    await expect(page.getByRole("link", { name: "容缺受理通知书" })).toBeVisible();
    await scan(page);

    const fire = await Desk.signIn(browser, office, reviewer("fire_rescue"));
    await fire.open(receipt.number);
    await fire.act("领办");
    await expect(fire.acts().getByRole("button", { name: "准予", exact: true })).toHaveAttribute("aria-disabled", "true");
    await expect(fire.acts()).toContainText("还有 1 样容缺材料没有交。");
    await fire.open(receipt.number, "review");
    const card = fire.page.getByRole("heading", { name: paper });
    await expect(card).toContainText("前补交");
    const listed = fire.page.getByRole("listitem").filter({ hasText: "稍后补交" });
    await expect(listed).toHaveCount(1);
    await scan(fire.page);

    await todo.getByRole("link", { name: "去交材料" }).click();
    await applicant.started(page);
    const brought = page.getByRole("region", { name: paper, exact: true });
    await applicant.pick(brought, [pdf(2_000, "预案.pdf")]);
    await applicant.arrived(brought, 1);
    await scan(page);
    await page.getByRole("button", { name: /^交上这份材料/ }).click();
    await expect(page).toHaveURL(new RegExp(`${receipt.path}$`));
    await expect(page.getByRole("region", { name: "现在要您办" })).toHaveCount(0);
    const told = page.getByRole("region", { name: "办理经过" }).getByRole("listitem").first();
    await expect(told).toContainText("您补交的材料已经收到");
    await expect(told).toContainText(paper);

    await fire.page.reload();
    await expect(card).toBeVisible();
    await expect(card).not.toContainText("前补交");
    await expect(listed).toHaveCount(0);
    await fire.unmask();
    await fire.page.getByRole("button", { name: /预案\.pdf/ }).click();
    await fire.open(receipt.number);
    await fire.act("准予");
    await expect(fire.page.getByRole("heading", { name: item, level: 3 }).first().locator("..")).toContainText("准予");
    await fire.close();

    const clerk = await Desk.signIn(browser, office, "chuangkou");
    await clerk.open(receipt.number, "record");
    const line = clerk.record().filter({ hasText: "申请人补交了容缺材料" });
    await expect(line).toContainText(paper);
    await clerk.close();
    await page.goto(office.at(receipt.path));
    await expect(parts(page).filter({ hasText: item })).toContainText("已批准");
  } finally {
    await office.close();
  }
});

test("a paper that does not come after a reminder ends the item that needed it, and nothing else", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const office = await Office.open();
  try {
    const { receipt, paper, due, item } = await accepted(page, office);
    const told = page.getByRole("region", { name: "办理经过" }).getByRole("listitem");
    const todo = page.getByRole("region", { name: "现在要您办" });

    await office.onDay(due, -1);
    await page.goto(office.at(receipt.path));
    const reminder = told.filter({ hasText: "请按时补交材料" });
    await expect(reminder).toHaveCount(1, { timeout: 20_000 });
    await expect(reminder).toContainText(paper);
    await expect(reminder).toContainText(new RegExp(`最晚 ${inWords(due).source}`));
    await expect(todo).toContainText(`补交「${paper}」`);
    await expect(todo).toContainText("到期没补，用到它的事项就办不下去");
    await scan(page);

    await office.onDay(due, 1);
    await page.goto(office.at(receipt.path));
    const ended = told.filter({ hasText: "到期没有补齐，受影响的事项不再办理" });
    await expect(ended).toHaveCount(1, { timeout: 20_000 });
    await expect(ended).toContainText(paper);
    await expect(todo).toHaveCount(0);
    const part = parts(page).filter({ hasText: item });
    await expect(part).toContainText("已终止");
    await expect(part).toContainText(`「${paper}」没有在期限内补交。`);
    await expect(part.getByText("您不服可以怎么办")).toBeVisible();
    await expect(parts(page).filter({ hasText: "已终止" })).toHaveCount(1);
    await expect(page.getByText("正在办理", { exact: true })).toBeVisible();
    await scan(page);

    const clerk = await Desk.signIn(browser, office, "chuangkou");
    await clerk.open(receipt.number);
    const desk = clerk.page.getByRole("heading", { name: item, level: 3 }).locator("..");
    await expect(desk).toContainText("终止");
    await clerk.open(receipt.number, "papers");
    await expect(clerk.page.getByRole("heading", { name: paper })).toContainText("到期没有交");
    await scan(clerk.page);
    await clerk.open(receipt.number, "record");
    const lines = clerk.page.getByRole("listitem");
    await expect(lines.filter({ hasText: "系统提醒了申请人" }).filter({ hasText: paper })).toHaveCount(1);
    await expect(lines.filter({ hasText: "申请人到期没有补齐，系统终止受影响的办理" }).filter({ hasText: paper })).toHaveCount(1);
    await scan(clerk.page);
    await clerk.close();
  } finally {
    await office.close();
  }
});
