// Starts the real server on a free loopback port with a fresh data folder. Plain JavaScript, because the size budget
// uses it too.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 5_000;
const PORTS_TRIED = 5;

/** The program under test: `YIJIAN_BIN`, or what `make server` builds. */
export const program = resolve(
  process.env.YIJIAN_BIN ?? fileURLToPath(new URL("../target/debug/yijian", import.meta.url)),
);

/**
 * Starts one server and waits until `/readyz` answers.
 *
 * `settings` are further environment variables, such as `{ YIJIAN_DEMO: "0" }`. `stop()` ends the server and removes
 * its data folder; `log()` is everything the server has written so far. With `dataDir` it works on that folder, and with
 * `keep` the folder stays after `stop()`, so that another server can go on with it, for instance some days later:
 *
 *     const first = await startServer({}, { keep: true });
 *     await first.stop();
 *     const later = await startServer({ YIJIAN_DEMO_DAYS_AHEAD: "10" }, { dataDir: first.dataDir });
 *
 * @param {Record<string, string>} settings
 * @param {{ dataDir?: string, keep?: boolean }} place
 * @returns {Promise<{ url: string, dataDir: string, log: () => string, stop: () => Promise<void> }>}
 */
export async function startServer(settings = {}, place = {}) {
  if (!existsSync(program)) throw new Error(`${program} is missing: make server builds it`);
  let failure;
  // Between finding a free port and listening on it, somebody else may take it.
  for (let attempt = 0; attempt < PORTS_TRIED; attempt += 1) {
    try {
      return await startOn(await freePort(), settings, place);
    } catch (error) {
      failure = error;
      if (!/in use/i.test(error.message)) break;
    }
  }
  throw failure;
}

async function startOn(port, settings, place) {
  const dataDir = place.dataDir ?? mkdtempSync(join(tmpdir(), "yijian-e2e-"));
  mkdirSync(dataDir, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(program, ["serve"], {
    env: { ...process.env, YIJIAN_LISTEN: `127.0.0.1:${port}`, YIJIAN_DATA: dataDir, YIJIAN_DEMO: "1", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  server.stdout.on("data", (text) => (written += text));
  server.stderr.on("data", (text) => (written += text));
  let ended = false;
  // A folder that was handed in holds what an earlier server kept: it is not lost because this one did not start.
  let keep = place.dataDir !== undefined;
  const end = once(server, "exit").catch(() => {}).then(() => (ended = true));
  // However this process ends, the server goes with it.
  const killNow = () => server.kill("SIGKILL");
  process.once("exit", killNow);

  const stop = async () => {
    if (!ended) {
      server.kill("SIGTERM");
      await Promise.race([end, sleep(STOP_WITHIN_MS)]);
      if (!ended) killNow();
      await end;
    }
    process.removeListener("exit", killNow);
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  };

  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (ended) {
      await stop();
      throw new Error(`the server ended while starting:\n${written}`);
    }
    if (await isReady(url)) {
      keep = place.keep ?? false;
      return { url, dataDir, log: () => written, stop };
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${written}`);
    }
    await sleep(50);
  }
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
