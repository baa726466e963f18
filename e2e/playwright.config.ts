import { defineConfig } from "@playwright/test";

// @playwright/test stays at the newest release that runs on Debian 12's Node.js 18, and so does @axe-core/playwright.
export default defineConfig({
  testDir: "journeys",
  outputDir: "../target/e2e",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 30_000,
  // Twice what a quick machine ever needs: slow ones are not wrong.
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    actionTimeout: 10_000,
    // Debian's browser: Playwright downloads none.
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [
    {
      name: "phone",
      use: {
        viewport: { width: 375, height: 812 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
      },
    },
  ],
});
