// An applicant with a phone: the steps of a matter in the words of the pages. Things are found by role and label.
import { randomInt } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { escaped, type Answer, type Field, type Matter, type Section } from "./journey";
import { textOf } from "./pdf";
import { complete } from "./seed";
import { expect, type Server } from "./server";
import { valueOf } from "./values";
import type { Upload } from "./papers";

/** Opens a page and waits until the program has taken it over: what is clicked before is the server's page. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await started(page);
}

/** Waits until the program runs. It draws the same as the server, so only the element around it tells. */
export async function started(page: Page): Promise<void> {
  await page.locator("#page > .page").waitFor();
}

/** The heading of the page. */
export function heading(page: Page): Locator {
  return page.getByRole("main").getByRole("heading", { level: 1 });
}

/** A name that may be followed by a help text or a mark. */
function named(name: string): RegExp {
  return new RegExp(`^${escaped(name)}(选填)?(\\s|$)`);
}

/** Chooses an answer of the question in sight, without going on. */
export async function choose(page: Page, matter: Matter, id: string, answer: Answer): Promise<void> {
  const question = matter.slice.questions[id];
  const name = (option: string) => named(question.options?.find((choice) => choice.id === option)?.name ?? option);
  if (typeof answer === "number") {
    await page.getByRole("textbox", { name: question.ask }).fill(String(answer));
  } else if (typeof answer === "boolean") {
    await page.getByRole("radio", { name: answer ? "是" : "否", exact: true }).check();
  } else if (typeof answer === "string") {
    await page.getByRole("radio", { name: name(answer) }).check();
  } else {
    const boxes = page.getByRole("checkbox");
    await expect(boxes.first()).toBeVisible();
    for (const option of question.options ?? []) {
      const box = boxes.and(page.getByRole("checkbox", { name: name(option.id) }));
      // Options on which nothing depends are not offered.
      if ((await box.count()) > 0) await box.setChecked(answer.includes(option.id));
    }
  }
}

/** Answers one question after another until the plan is there. Gives the questions in the order asked. */
export async function answerAll(page: Page, matter: Matter, answers = matter.answers): Promise<string[]> {
  const asked: string[] = [];
  await expect(heading(page)).toBeVisible();
  for (;;) {
    const words = (await heading(page).innerText()).trim();
    const id = matter.asked(words);
    if (!id) break;
    expect(answers, `the journey answers ${id}`).toHaveProperty([id]);
    await choose(page, matter, id, answers[id]);
    await page.getByRole("button", { name: "下一步" }).click();
    await expect(heading(page)).not.toHaveText(words);
    asked.push(id);
  }
  await expect(page).toHaveURL(/\/plan\?/);
  return asked;
}

/** Goes from the plan into a draft and gives its address. */
export async function begin(page: Page): Promise<string> {
  await page.getByRole("link", { name: "开始填表" }).click();
  await expect(page).toHaveURL(/\/d\/[0-9a-f]{32}$/);
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
  return page.url();
}

/** The control of a field, or the group of its choices. */
export function control(scope: Page | Locator, field: Field): Locator {
  const name = named(field.label);
  if (field.kind === "yes_no") return scope.getByRole("group", { name });
  if (field.kind !== "choice") return scope.getByRole("textbox", { name });
  return scope.getByRole((field.options?.length ?? 0) > 5 ? "combobox" : "group", { name });
}

/** Fills one field with a value as it is stored. */
export async function fill(scope: Page | Locator, field: Field, value: string): Promise<void> {
  const place = control(scope, field);
  const option = field.options?.find(({ id }) => id === value)?.name ?? (value === "yes" ? "是" : "否");
  if (field.kind !== "choice" && field.kind !== "yes_no") await place.fill(value);
  else if ((field.options?.length ?? 0) > 5) await place.selectOption({ label: option });
  else await place.getByRole("radio", { name: named(option) }).check();
}

/** Fills every field of a section for person `no`. */
export async function fillSection(page: Page, matter: Matter, section: Section, no = 1): Promise<void> {
  const scope = section.repeats ? page.getByRole("group", { name: `${section.title} ${no}`, exact: true }) : page;
  for (const field of section.fields) await fill(scope, field, valueOf(matter, section, field, no));
}

/** Fills every section, one after another, from the overview to the materials. */
export async function fillForm(page: Page, matter: Matter, during?: (section: Section) => Promise<void>): Promise<void> {
  await page.getByRole("link", { name: /^(开始填表|接着填)$/ }).click();
  for (const section of matter.plan.form.sections) {
    await expect(heading(page)).toHaveText(section.title);
    await fillSection(page, matter, section);
    await during?.(section);
    await page.getByRole("button", { name: /^下一步/ }).tap();
  }
  await expect(heading(page)).toHaveText("交材料");
}

/** The card of a paper. */
export function card(page: Page, matter: Matter, key: string): Locator {
  return page.getByRole("region", { name: matter.cardName(key), exact: true });
}

/** Photographs a page of a paper: the camera gives one picture at a time. */
export async function photograph(paper: Locator, picture: Upload): Promise<void> {
  await paper.getByLabel(/(拍照|再拍一页)/).setInputFiles(picture);
}

/** Picks files for a paper. */
export async function pick(paper: Locator, files: Upload[]): Promise<void> {
  await paper.getByLabel(/选照片或文件/).setInputFiles(files);
}

/** Waits until so many pages of a paper have arrived. */
export async function arrived(paper: Locator, pages: number): Promise<void> {
  await expect(paper.getByText(`已传 ${pages} 页`, { exact: true })).toBeVisible({ timeout: 15_000 });
}

/** Puts a paper off. */
export async function putOff(paper: Locator): Promise<void> {
  await paper.getByText(/现在没有这份材料/).click();
  await paper.getByRole("button", { name: "这份以后再交" }).click();
  await expect(paper.getByText("以后再交", { exact: true }).first()).toBeVisible();
}

/** Reads a commitment to its end and agrees. `during` looks at the open dialog. */
export async function promise(page: Page, paper: Locator, during?: () => Promise<void>): Promise<void> {
  await paper.getByText(/现在没有这份材料/).click();
  await paper.getByRole("button", { name: "看承诺书" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await during?.();
  await page.getByRole("dialog").getByRole("button", { name: /同意并承诺/ }).click();
  await expect(paper.getByText("已承诺", { exact: true })).toBeVisible();
}

/** Declares and hands in; gives the address of the receipt. */
export async function handIn(page: Page): Promise<string> {
  await page.getByRole("checkbox", { name: /^我已看清/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page).toHaveURL(/\/r\/[^/]+\/[^/]+$/);
  return page.url();
}

/** An application that was handed in. */
export interface HandedIn {
  number: string;
  /** The address of its progress page. */
  receipt: string;
  /** The names of its items, in the order they start. */
  items: string[];
}

/** Hands in a complete application of a journey; its page stays open. */
export async function handedIn(page: Page, server: Server, journey: string): Promise<HandedIn> {
  const seeded = await complete(server, journey);
  await open(page, seeded.path("review"));
  const receipt = await handIn(page);
  return { number: receipt.split("/").at(-2) ?? "", receipt, items: seeded.matter.plan.items.map(({ name }) => name) };
}

/** The line of an item on the progress page. */
export function part(page: Page, name: string): Locator {
  const lines = page.getByRole("region", { name: /^一共 \d+ 个事项/ }).getByRole("listitem");
  return lines.filter({ has: page.getByText(name, { exact: true }) });
}

/** What a document of the progress page says, without spaces; it is fetched as its link does. */
export async function documentSays(page: Page, name: string): Promise<string> {
  const link = page.getByRole("region", { name: "文书" }).getByRole("link", { name, exact: true });
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"], name).toBe("application/pdf");
  return textOf(await answer.body());
}

/** Presses Tab until a control has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const stops = 80;
  await expect(target).toBeVisible();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} cannot be reached with ${stops} presses of Tab`);
}

/** A mobile number that nobody used before: a number gets a code a minute. */
export function newMobile(): string {
  return `194${String(randomInt(100_000_000)).padStart(8, "0")}`;
}

/** How pages write a mobile number that somebody may not read in full. */
export function masked(mobile: string): string {
  return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}

/** The code that a page shows where nobody carries text messages. */
export async function shownCode(page: Page): Promise<string> {
  const shown = page.getByText(/^演示：没有真的发短信。验证码是 \d{6}$/);
  return /\d{6}/.exec(await shown.innerText())?.[0] ?? "";
}

/** Signs in on `/me` with a number. */
export async function signIn(page: Page, mobile: string): Promise<void> {
  await page.goto("/me");
  await page.getByRole("textbox", { name: "手机号" }).fill(mobile);
  await page.getByRole("button", { name: "发验证码" }).click();
  await page.getByRole("textbox", { name: "验证码" }).fill(await shownCode(page));
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("button", { name: "退出登录" })).toBeVisible();
}

/** The cases of who is signed in, one line each. */
export function ownCases(page: Page): Locator {
  return page.getByRole("region", { name: /^申请（\d+）$/ }).getByRole("listitem");
}
