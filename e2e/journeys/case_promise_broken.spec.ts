// A barber promises instead of bringing a report, is licensed, and the later check finds otherwise: the permit is taken back,
// whoever scans the licence sees it, and no other promise is taken from the same person.
import * as applicant from "../applicant";
import { Office, inWords, receiptOf } from "../office";
import { pdf } from "../papers";
import { complete } from "../seed";
import { expect, scan, test } from "../server";
import { Desk, reviewer } from "../staff";

const PAPER = "hygiene_test_report";
const ITEM = "public_place_hygiene_new";
const SEEN = "现场没有检测报告，理发工具没有消毒设备";
const REASON = "承诺不实：没有做卫生检测。依据《公共场所卫生管理条例》。";

test("a promise that a later check finds false costs the permit and the next promise", async ({ page, browser }) => {
  test.setTimeout(300_000);
  const office = await Office.open();
  try {
    const seeded = await complete(office, "beauty_salon_barber", [PAPER]);
    const item = seeded.matter.slice.items[ITEM].name;
    await applicant.open(page, office.at(seeded.path("materials")));
    await applicant.promise(page, applicant.card(page, seeded.matter, PAPER));
    await page.getByRole("link", { name: /^下一步/ }).click();
    await expect(page.getByText("已承诺", { exact: true })).toBeVisible();
    const receipt = receiptOf(await applicant.handIn(page));
    await office.act("chuangkou", receipt.number, { verb: "accept" });
    await office.visit(receipt.number);
    await office.grant(receipt.number, reviewer);
    await office.act("chuangkou", receipt.number, { verb: "issue" });
    await office.act("chuangkou", receipt.number, { verb: "deliver", how: { way: "window" } });

    await page.goto(office.at(receipt.path));
    await expect(page.getByText("已经办完", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "打开公开页" }).click();
    const verdict = page.getByRole("heading", { level: 1 });
    await expect(verdict).toHaveText("有效");
    const licence = new URL(page.url()).pathname;
    const component = page.getByRole("region", { name: /^包含 \d+ 项$/ }).getByRole("listitem").filter({ hasText: /卫生/ });
    await expect(component).toContainText("今天有效");

    const [commitment] = (await office.seen(reviewer("health"), receipt.number)).commitments;
    await office.onDay(commitment.check_due ?? "", -1);
    const health = await Desk.signIn(browser, office, reviewer("health"));
    await health.page.goto("/desk/cases?view=all");
    await health.page.getByRole("link", { name: receipt.number }).first().click();
    await health.page.getByRole("navigation", { name: "看什么" }).getByRole("link", { name: "承诺", exact: true }).click();
    const made = health.page.getByRole("heading", { name: commitment.name });
    await expect(made).toContainText(inWords(commitment.check_due ?? ""));
    await expect(made).toContainText("前核查");
    await scan(health.page);
    await health.act("核查承诺", async (dialog) => {
      await dialog.getByRole("radio", { name: "不属实", exact: true }).check();
      await dialog.getByLabel("看到了什么").fill(SEEN);
      await scan(health.page);
    });
    await expect(made).toContainText("核查不属实");
    await expect(health.page.getByText(SEEN)).toBeVisible();
    await health.act("撤销", async (dialog) => {
      await dialog.getByLabel("撤销的理由和依据").fill(REASON);
    });
    await health.open(receipt.number, "licence");
    const row = health.page.getByRole("row").filter({ hasText: REASON });
    await expect(row).toContainText("撤销");
    await expect(health.page.getByText(/^第 2 版/)).toBeVisible();
    await scan(health.page);
    await health.open(receipt.number, "record");
    await expect(health.page.getByRole("listitem").filter({ hasText: "核查了承诺：不属实" }).filter({ hasText: SEEN })).toHaveCount(1);
    await health.close();

    await page.goto(office.at(licence));
    await expect(verdict).toHaveText("部分有效");
    await expect(component).toContainText("已撤销");
    await expect(component).not.toContainText("今天有效");
    await scan(page);

    await page.goto(office.at(receipt.path));
    const part = page.getByRole("region", { name: /^一共 \d+ 个事项$/ }).getByRole("listitem").filter({ hasText: item });
    await expect(part).toContainText("已撤销");
    await expect(part).toContainText(`撤销的理由：${REASON}`);
    await part.getByText("您不服可以怎么办").click();
    await expect(part.getByText(/60 天内.*行政复议/)).toBeVisible();
    const told = page.getByRole("region", { name: "办理经过" }).getByRole("listitem");
    await expect(told.filter({ hasText: "承诺核查发现不实" })).toContainText(SEEN);
    await expect(told.filter({ hasText: "这一项的许可被撤销" })).toContainText(REASON);
    await expect(page.getByRole("region", { name: "您的证" })).toContainText("已撤销");
    const decisions = page.getByRole("region", { name: "文书" }).getByRole("link", { name: `决定书：${item}`, exact: true });
    await expect(decisions, "one that grants it and one that takes it back").toHaveCount(2);
    const paper = await page.request.get(office.at((await decisions.first().getAttribute("href")) ?? ""));
    expect((await paper.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await scan(page);

    const again = await complete(office, "beauty_salon_barber", [PAPER]);
    await applicant.open(page, office.at(again.path("materials")));
    const card = applicant.card(page, again.matter, PAPER);
    await applicant.promise(page, card);
    await page.getByRole("link", { name: /^下一步/ }).click();
    await page.getByRole("checkbox", { name: /^我已看清/ }).check();
    await page.getByRole("button", { name: "提交申请" }).click();
    const refused = page.getByRole("listitem").filter({ hasText: "您以前有承诺查出不实，这次不能用承诺代替，请交这份材料" });
    await expect(refused).toBeVisible({ timeout: 15_000 });
    await scan(page);
    await refused.getByRole("link").click();
    await card.getByRole("button", { name: "取回承诺，改交材料" }).click();
    await applicant.pick(card, [pdf()]);
    await applicant.arrived(card, 1);
    await page.getByRole("link", { name: /^下一步/ }).click();
    await applicant.handIn(page);
    await expect(page.getByText("已经收到", { exact: true })).toBeVisible();
  } finally {
    await office.close();
  }
});
