// People at their desks: the steps of the staff in the words of its pages. Demo accounts exist because the server under
// test runs in demo mode.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import { expect, type Server } from "./server";
import { program } from "./start.mjs";

/** The password of every demo account. */
export const PASSWORD = "yijian-demo-2026";

/** The password of every other account; the one of the demo accounts is refused to them. */
const OWN_PASSWORD = "four quiet herons on one roof";

/** Somebody at a desk, in a browser of their own. */
export class Desk {
  private constructor(
    readonly page: Page,
    /** The sign-in name. */
    readonly name: string,
    private readonly context: BrowserContext,
  ) {}

  /** Signs in on a wide screen, or on a phone. */
  static async signIn(browser: Browser, server: Server, name: string, phone = false, password = PASSWORD): Promise<Desk> {
    const viewport = phone ? { width: 390, height: 844 } : { width: 1280, height: 900 };
    const context = await browser.newContext({ baseURL: server.url, viewport, isMobile: false, hasTouch: phone });
    // The desk goes by the clock of its browser.
    if (server.daysAhead) await context.clock.install({ time: Date.now() + server.daysAhead * 86_400_000 });
    const page = await context.newPage();
    await page.goto("/desk");
    await page.getByLabel("登录名").fill(name);
    await page.getByLabel("密码").fill(password);
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("登录工作台");
    return new Desk(page, name, context);
  }

  /** Opens a case, at one of its sections. */
  async open(number: string, section = ""): Promise<void> {
    await this.page.goto(section ? `/desk/cases/${number}/${section}` : `/desk/cases/${number}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Where the open case stands. */
  stage(): Locator {
    return this.page.locator(".case__number .stage");
  }

  /** The card of an item of the open case. */
  part(name: string): Locator {
    const heading = this.page.getByRole("heading", { level: 3, name, exact: true });
    return this.page.locator("section.part").filter({ has: heading });
  }

  /** The lines of the record, newest first. */
  record(): Locator {
    return this.page.locator("ol.record").getByRole("listitem");
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

  /** Says what the whole values of the open case or visit are needed for. */
  async unmask(reason = "核对申请材料"): Promise<void> {
    await this.page.getByRole("button", { name: "查看完整信息", exact: true }).first().click();
    const dialog = this.page.getByRole("dialog", { name: "查看完整信息" });
    await dialog.getByRole("radio", { name: reason, exact: true }).check();
    await dialog.getByRole("button", { name: "查看", exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(this.page.getByRole("button", { name: "查看完整信息", exact: true })).toHaveCount(0);
  }

  /** Opens a section of the open case from its tabs. */
  async go(section: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "看什么" }).getByRole("link", { name: section }).click();
  }

  /** Plans a visit of the open case for today, by everybody who can go. */
  async planVisit(mode = "到现场看"): Promise<void> {
    await this.act("约现场核查", async (dialog) => {
      const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
      await dialog.getByLabel("日期").fill(today);
      await dialog.getByLabel("时间").fill("09:00-10:00");
      await dialog.getByRole("radio", { name: mode }).check();
      for (const box of await dialog.getByRole("checkbox").all()) await box.check();
    });
  }

  /** Opens the checklist of a case from today's visits. */
  async openVisit(number: string): Promise<void> {
    await this.page.goto("/desk/visits");
    const visit = this.page.getByRole("main").getByRole("listitem").filter({ hasText: number });
    await visit.getByRole("link", { name: /核查$/ }).click();
    await expect(this.page.locator(".check").first()).toBeVisible();
  }

  /** Names everybody who was there, and sends the checklist. */
  async sendVisit(): Promise<void> {
    for (const box of await this.page.getByRole("checkbox").all()) await box.check();
    await this.page.getByRole("button", { name: "交结果" }).click();
    await expect(this.page.getByText(/已全部发送|已发送/).first()).toBeVisible();
  }

  /** Looks for a case among those that are to be done. */
  async search(number: string): Promise<void> {
    await this.page.goto("/desk/cases");
    await this.page.getByRole("searchbox").fill(number);
    await this.page.keyboard.press("Enter");
    await expect(this.page).toHaveURL(new RegExp(`q=${number}`));
  }

  /** Opens the dialogue of something that can be done, and leaves it open. */
  async begin(name: string): Promise<Locator> {
    await this.acts().getByRole("button", { name, exact: true }).first().click();
    const dialog = this.page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    return dialog;
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

/** The window accepts a case. */
export async function accept(browser: Browser, server: Server, number: string): Promise<void> {
  const clerk = await Desk.signIn(browser, server, "chuangkou");
  await clerk.open(number);
  await clerk.act("受理");
  await clerk.close();
}

/** Somebody who gets an account of their own. */
export interface Hired {
  /** The name others see. */
  shown: string;
  role: string;
  department?: string;
}

/** Gives somebody an account in the county of the demo accounts, and signs them in. */
export async function hire(browser: Browser, server: Server, { shown, role, department }: Hired): Promise<Desk> {
  const name = `hired_${randomBytes(4).toString("hex")}`;
  const args = ["staff", "add", name, "--display", shown, "--role", role, "--region", "610328", "--password-stdin"];
  if (department) args.push("--department", department);
  const env = { ...process.env, YIJIAN_DATA: server.dataDir };
  execFileSync(program, args, { env, input: `${OWN_PASSWORD}\n`, stdio: ["pipe", "pipe", "inherit"] });
  return Desk.signIn(browser, server, name, false, OWN_PASSWORD);
}

/** Signs the same person in on their phone as well. */
export async function alsoOnAPhone(browser: Browser, server: Server, desk: Desk): Promise<Desk> {
  return Desk.signIn(browser, server, desk.name, true, OWN_PASSWORD);
}
