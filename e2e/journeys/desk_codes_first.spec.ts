// Where a role has to sign in with one-time codes, the desk first asks to set them up, and then goes on.
import { createHmac } from "node:crypto";
import { Desk, hire } from "../staff";
import { expect, scan, test as base, type Server } from "../server";
import { startServer } from "../start.mjs";

const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const { stop, ...server } = await startServer({ YIJIAN_SECOND_FACTOR: "clerk" });
      try {
        await use(server);
      } finally {
        await stop();
      }
    },
    { scope: "worker", auto: true },
  ],
});

/** The code of now for a secret in base32 (RFC 6238). */
function codeOf(secret: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s|=/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", Buffer.from(bytes)).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a clerk turns codes on before anything else and is then at work", async ({ browser, server }) => {
  const desk: Desk = await hire(browser, server, { shown: "新窗口", role: "clerk" });
  const page = desk.page;
  await page.goto("/desk");
  await expect(page.getByRole("heading", { name: "先开启动态码" })).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link")).toHaveCount(0);
  await scan(page);
  await page.getByLabel("现在的密码").fill("four quiet herons on one roof");
  await page.getByRole("button", { name: "开启动态码" }).click();
  const secret = page.locator(".secret");
  await expect(secret).toHaveText(/^[A-Z2-7 ]{16,}$/);
  await scan(page);
  await page.getByLabel("验证器现在显示的 6 位数字").fill(codeOf(await secret.innerText()));
  await page.getByRole("button", { name: "确认开启" }).click();
  await expect(page.getByRole("navigation").getByRole("link", { name: "办件" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "先开启动态码" })).toHaveCount(0);
});
