// What every journey starts from: `test` with a server of its own per worker, `expect`, and `scan` for accessibility.
//
//     import { expect, scan, test } from "../server";
//
//     test("an owner sees what a milk-tea shop needs", async ({ page, server }) => {
//       await page.goto("/");                // paths are relative to the server
//       await scan(page);
//     });
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";
import { startServer } from "./start.mjs";

/** A running server with fresh data; shared by the tests of one worker, one after another. */
export interface Server {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** Its data folder; gone when the worker ends. */
  dataDir: string;
  /** Everything it has logged so far. */
  log: () => string;
  /** How many days its clock is ahead; none when not given. */
  daysAhead?: number;
}

// What Chromium throws in a page that is left before its program has come, as people do. Where the program is needed and does
// not come, the journey finds that by itself.
const LEFT_EARLY = /^WebAssembly compilation aborted: Network error: Response body loading was aborted$/;

export const test = base.extend<{ toleratedErrors: RegExp[] }, { server: Server }>({
  // Errors that a test provokes.
  toleratedErrors: [[], { option: true }],
  server: [
    async ({}, use) => {
      const { stop, ...server } = await startServer();
      try {
        await use(server);
      } finally {
        await stop();
      }
    },
    { scope: "worker", auto: true },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  page: async ({ page, context, toleratedErrors }, use) => {
    const failures = new Set<string>();
    const note = (message: string) => {
      if (![LEFT_EARLY, ...toleratedErrors].some((tolerated) => tolerated.test(message))) failures.add(message);
    };
    // In every page of the phone, also in those that a test opens.
    context.on("weberror", (error) => note(error.error().message));
    context.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) note(message.text());
    });
    await use(page);
    expect([...failures], "errors thrown in the page").toEqual([]);
  },
});

export { expect };

/** Fails when the page, as it is now, breaks a WCAG 2.2 A or AA rule in a serious or critical way. */
export async function scan(page: Page): Promise<void> {
  // No page has frames, and without them axe needs no second page to put its findings together.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`);
  expect(grave, `accessibility of ${page.url()}`).toEqual([]);
}
