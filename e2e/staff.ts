// People at their desks: the steps of the staff in the words of its pages. Demo accounts exist because the server under
// test runs in demo mode.
import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import { expect, type Server } from "./server";

/** The password of every demo account. */
export const PASSWORD = "yijian-demo-2026";

/** Somebody at a desk, in a browser of their own. */
export class Desk {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  /** Signs in on a wide screen, or on a phone. */
  static async signIn(browser: Browser, server: Server, name: string, phone = false): Promise<Desk> {
    const viewport = phone ? { width: 390, height: 844 } : { width: 1280, height: 900 };
    const context = await browser.newContext({ baseURL: server.url, viewport, isMobile: false, hasTouch: phone });
    // The desk goes by the clock of its browser.
    if (server.daysAhead) await context.clock.install({ time: Date.now() + server.daysAhead * 86_400_000 });
    const page = await context.newPage();
    await page.goto("/desk");
    await page.getByLabel("登录名").fill(name);
    await page.getByLabel("密码").fill(PASSWORD);
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("登录工作台");
    return new Desk(page, context);
  }

  /** Opens a case, at one of its sections. */
  async open(number: string, section = ""): Promise<void> {
    await this.page.goto(section ? `/desk/cases/${number}/${section}` : `/desk/cases/${number}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** What can be done with the open case. */
  acts(): Locator {
    return this.page.getByRole("complementary");
  }

  /** Does something that asks for nothing but a confirmation, or for what `fill` says. */
  async act(name: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.acts().getByRole("button", { name, exact: true }).first().click();
    const dialog = this.page.getByRole("dialog");
    await fill?.(dialog);
    await dialog.getByRole("button", { name, exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** The demo reviewer of a department. */
export function reviewer(department: string): string {
  const known: Record<string, string> = {
    market_regulation: "shenpi_shichang",
    health: "shenpi_weisheng",
    fire_rescue: "shenpi_xiaofang",
  };
  return known[department] ?? `shenpi_${department}`;
}
