// Somebody hands in for a person who let them; the case is that person's, and both see under whose word it was done.
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { pdf } from "../papers";
import { expect, scan, test } from "../server";

test("a helper hands in for the person who let them, and it is that person's case", async ({ page, server, browser }) => {
  test.setTimeout(150_000);
  const [theirs, mine] = [applicant.newMobile(), applicant.newMobile()];
  const matter = await Matter.of("convenience_store_corner", server);
  const context = await browser.newContext({ baseURL: server.url });
  const person = await context.newPage();
  await applicant.signIn(person, theirs);
  const given = await person.evaluate(
    async ([mobile, until]) => {
      const body = JSON.stringify({ mobile, may: ["submit", "see"], until });
      const headers = { "content-type": "application/json" };
      return (await fetch("/api/v1/me/authorisations", { method: "POST", headers, body })).status;
    },
    [mine, new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10)] as const,
  );
  expect(given).toBe(201);

  await applicant.signIn(page, mine);
  await applicant.open(page, matter.address("plan"));
  await applicant.begin(page);
  await applicant.fillForm(page, matter);
  const papers = matter.plan.materials.map(({ id }) => id);
  for (const paper of papers) await applicant.pick(applicant.card(page, matter, paper), [pdf()]);
  for (const paper of papers) await applicant.arrived(applicant.card(page, matter, paper), 1);
  await page.getByRole("link", { name: /^下一步/ }).click();
  const whom = page.getByRole("group", { name: "这次替谁办？" });
  await expect(whom.getByRole("radio", { name: "为我自己办" })).toBeChecked();
  await scan(page);
  await whom.getByRole("radio", { name: `替 ${applicant.masked(theirs)} 办` }).check();
  await applicant.handIn(page);

  await page.goto("/me");
  await expect(applicant.ownCases(page)).toHaveCount(1);
  await expect(applicant.ownCases(page)).toContainText("替别人办");
  await person.goto("/me");
  await expect(applicant.ownCases(person)).toHaveCount(1);
  await expect(applicant.ownCases(person)).not.toContainText("替别人办");
  const line = person.getByRole("region", { name: "请别人代办" }).getByRole("listitem").first();
  await line.locator("summary").click();
  await expect(line).toContainText("提交");
  await context.close();
});
