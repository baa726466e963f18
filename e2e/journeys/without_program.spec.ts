// Where the program cannot run: without JavaScript, and without WebAssembly. The server's own pages lead to the plan.
import type { Page } from "@playwright/test";
import * as applicant from "../applicant";
import { Matter } from "../journey";
import { complete, seed } from "../seed";
import { expect, scan, test, type Server } from "../server";
import { said } from "../text";

const JOURNEY = "convenience_store_corner";

test.describe.configure({ timeout: 60_000 });

async function fromTheDoorToThePlan(page: Page, server: Server): Promise<void> {
  const matter = await Matter.of(JOURNEY, server);
  await page.goto("/p/qy_xiguan_7");
  await page.getByRole("searchbox", { name: "找您要办的事" }).fill("小卖部");
  await page.getByRole("button", { name: "查找" }).click();
  await expect(page).toHaveURL(/\/p\/qy_xiguan_7\?s=/);
  await expect(page.getByRole("status").filter({ hasText: /找到/ })).toBeVisible();
  await page.getByRole("link", { name: matter.name }).first().click();
  await page.getByRole("link", { name: "开始回答问题" }).click();

  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert")).toHaveText("请选一个再往下走。");
  await applicant.answerAll(page, matter);
  await expect(applicant.heading(page)).toContainText(`要办 ${matter.plan.items.length} 件事`);
  for (const { name } of matter.plan.materials) await expect(page.getByRole("main")).toContainText(name);

  // A changed answer, as a plain form too.
  await page.getByRole("link", { name: said("question", "change_this", { question: matter.slice.questions.cooks.ask }) }).click();
  await expect(page.getByRole("radio", { name: "否", exact: true })).toBeChecked();
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/\/plan\?/);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("search, theme, questions and plan are plain pages", async ({ page, server }) => {
    await fromTheDoorToThePlan(page, server);
    await page.goto("/?s=这是什么也找不到的");
    await expect(page.getByText(/没有找到/)).toBeVisible();
    await page.getByRole("link", { name: "长辈版" }).click();
    await expect(page.getByRole("link", { name: "标准版" })).toBeVisible();
  });

  test("the form says what to do instead", async ({ page, server }) => {
    const draft = await seed(server, JOURNEY);
    for (const address of [draft.path(), draft.matter.address("apply")]) {
      await page.goto(address);
      await expect(page.getByText(/打不开填表程序/).filter({ visible: true })).toHaveCount(1);
      await expect(page.getByRole("link", { name: "12345" })).toBeVisible();
    }
  });

  test("a receipt needs no program", async ({ page, server }) => {
    const { token, matter, stored } = await handedIn(server);
    const answer = await fetch(`${server.url}/api/v1/applications`, {
      method: "POST",
      headers: { "content-type": "application/json", "Idempotency-Key": `test-${token}` },
      body: JSON.stringify({ draft_token: token, ...stored, declared: true }),
    });
    const { progress } = (await answer.json()) as { progress: string };
    await page.goto(progress);
    await expect(applicant.heading(page)).toHaveText(matter.name);
    await expect(page.getByRole("img", { name: "办理进度的二维码" })).toBeVisible();
  });
});

async function handedIn(server: Server) {
  const draft = await complete(server, "transport_company_van");
  return { token: draft.token, matter: draft.matter, stored: await draft.stored() };
}

test.describe("without WebAssembly", () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      // @ts-expect-error: an old browser does not have it.
      delete window.WebAssembly;
    });
  });
  // The browser says that it cannot start the program; that is no fault of the page.
  test.use({ toleratedErrors: [/WebAssembly/] });

  test("search, theme, questions and plan are the server's pages", async ({ page, server }) => {
    await fromTheDoorToThePlan(page, server);
    await scan(page);
  });

  test("the form says what to do instead", async ({ page, server }) => {
    const draft = await seed(server, JOURNEY);
    await page.goto(draft.path());
    await expect(page.getByText(/打不开填表程序/).filter({ visible: true })).toHaveCount(1);
  });
});

test("what is chosen before the program arrives stays chosen", async ({ page, context }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await context.route("**/*.wasm", async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto("/t/convenience_store/q", { waitUntil: "commit" });
  await page.getByRole("radio", { name: /^个体工商户/ }).check();
  arrive();
  await applicant.started(page);
  await expect(page.getByRole("radio", { name: /^个体工商户/ })).toBeChecked();
});
