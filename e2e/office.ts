// A server of a test's own whose days pass: it stops and goes on some days later with everything it has kept.
import { rmSync } from "node:fs";
import { json } from "./journey";
import { PASSWORD } from "./staff";
import type { Server } from "./server";
import { startServer } from "./start.mjs";

const DAY_MS = 86_400_000;

type Running = Awaited<ReturnType<typeof startServer>>;

/** A part of a case as the desk sees it, as far as the tests read it. */
export interface DeskPart {
  item: string;
  name: string;
  department: string;
  department_name: string;
  stage: string;
  clock?: { promised_due: string; statutory_due: string };
}

/** A case as the desk sees it, as far as the tests read it. */
export interface DeskCase {
  events: number;
  stage: string;
  parts: DeskPart[];
  commitments: { promise: string; name: string; check_due?: string }[];
  inspection: { needed: boolean; passed: boolean; checklist: { point: string }[]; inspectors: { id: string; name: string }[] };
}

/** A server with data of its own, and the day it is there. */
export class Office implements Server {
  daysAhead = 0;

  private constructor(private running: Running) {}

  static async open(): Promise<Office> {
    return new Office(await startServer({}, { keep: true }));
  }

  get url(): string {
    return this.running.url;
  }

  get dataDir(): string {
    return this.running.dataDir;
  }

  log = (): string => this.running.log();

  /** Goes on when a day of the calendar, `YYYY-MM-DD`, has come, or so many days after it. */
  async onDay(day: string, after = 0): Promise<void> {
    const today = Date.parse(beijing(Date.now()));
    const ahead = Math.round((Date.parse(day) - today) / DAY_MS) + after;
    await this.running.stop();
    this.running = await startServer({ YIJIAN_DEMO_DAYS_AHEAD: String(ahead) }, { dataDir: this.dataDir, keep: true });
    this.daysAhead = ahead;
  }

  /** Somewhere on this server, for a page whose own server is another one, or this one some days ago. */
  at(address: string): string {
    return this.url + address.replace(/^https?:\/\/[^/]+/, "");
  }

  async close(): Promise<void> {
    await this.running.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The case as a demo account sees it. */
  async seen(name: string, number: string): Promise<DeskCase> {
    return this.call(name, "GET", `cases/${number}`);
  }

  /** Does something with a case as a demo account: what merely leads to a test's subject. */
  async act(name: string, number: string, act: object): Promise<DeskCase> {
    const { events } = await this.seen(name, number);
    return this.call(name, "POST", `cases/${number}/acts`, { seen: events, act });
  }

  /** Visits the premises, where that is wanted, and finds nothing wrong. */
  async visit(number: string): Promise<void> {
    const { inspection } = await this.seen("chuangkou", number);
    if (!inspection.needed || inspection.passed) return;
    const { inspectors, checklist } = inspection;
    const plan = { on: beijing(Date.now() + this.daysAhead * DAY_MS), hours: "09:00-10:00", mode: "on_site", inspectors };
    await this.act("chuangkou", number, { verb: "plan_inspection", plan });
    const results = Object.fromEntries(checklist.map(({ point }) => [point, { passed: true }]));
    await this.act("kancha", number, { verb: "record_inspection", inspectors, results });
  }

  /** Grants what is open and allowed, one after another, except for some items. */
  async grant(number: string, reviewer: (department: string) => string, except: string[] = []): Promise<void> {
    for (;;) {
      const { parts } = await this.seen("chuangkou", number);
      const open = parts.find(({ item, stage }) => stage === "open" && !except.includes(item));
      if (!open) return;
      const name = reviewer(open.department);
      await this.act(name, number, { verb: "claim", item: open.item });
      await this.act(name, number, { verb: "approve", item: open.item, opinion: "符合条件" });
    }
  }

  private readonly cookies = new Map<string, string>();

  private async call<T>(name: string, method: string, path: string, body?: object): Promise<T> {
    const key = `${name}@${this.url}`;
    const cookie = this.cookies.get(key) ?? (await this.signIn(name));
    this.cookies.set(key, cookie);
    return json<T>(await this.send(method, path, body, { cookie }));
  }

  private async signIn(name: string): Promise<string> {
    const answer = await this.send("POST", "session", { name, password: PASSWORD });
    if (!answer.ok) throw new Error(`${name} cannot sign in: ${answer.status} ${await answer.text()}`);
    return (answer.headers.get("set-cookie") ?? "").split(";")[0];
  }

  private send(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/api/v1/staff/${path}`, {
      method,
      headers: { "content-type": "application/json", "x-yijian-desk": "1", ...headers },
      body: body && JSON.stringify(body),
    });
  }
}

/** The calendar day of a moment at the place of the authorities, `YYYY-MM-DD`. */
function beijing(moment: number): string {
  return new Date(moment + DAY_MS / 3).toISOString().slice(0, 10);
}

/** A day of the calendar as the pages write it, with or without its year. */
export function inWords(day: string): RegExp {
  const [year, month, number] = day.split("-").map(Number);
  return new RegExp(`(${year} ?年 ?)?(?<!\\d)${month} ?月 ?${number} ?日`);
}

/** Number and secret in the address of a receipt. */
export function receiptOf(address: string): { number: string; secret: string; path: string } {
  const { pathname } = new URL(address);
  const [number, secret] = pathname.split("/").slice(-2);
  return { number, secret, path: pathname };
}

/** What the applicant's page is made of. */
export interface OwnProgress {
  stage: string;
  answer_due: string;
  accepted_on?: string;
  parts: { item: string; name: string; stage: string; due: string }[];
  later: { id: string; name: string; due: string }[];
  licence?: { path: string };
}

/** The applicant's case by the receipt. */
export async function progressOf(server: { url: string }, { number, secret }: { number: string; secret: string }): Promise<OwnProgress> {
  const headers = { authorization: `Bearer ${secret}` };
  return json<OwnProgress>(await fetch(`${server.url}/api/v1/applications/${number}`, { headers }));
}
