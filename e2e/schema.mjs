// Asks the real server what its own OpenAPI document promises: no server error, and no answer whose status, media type
// or body is not documented. Schemathesis makes the calls, the same ones every time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { applicant, handInWith, session } from "./sample.mjs";
import { startServer } from "./start.mjs";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const EXAMPLES = process.env.EXAMPLES ?? "12";
const CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/** A picture of one pixel, whole: the server decodes it and writes it anew. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** Demo accounts, one for each role. */
const STAFF = ["chuangkou", "shenpi_shichang", "kancha", "duban"];

const server = await startServer({ YIJIAN_DEMO: "1", YIJIAN_LIMITS: "0" });
try {
  const { receipt, draft, file } = await handInWith(server.url, "drinks_shop_milk_tea", 0, PICTURE);
  const real = { number: receipt.number, secret: receipt.secret, token: draft, file, theme: receipt.theme, plate: "hc_binhu_16", document: "receipt" };
  let failed = await run("anybody", real, ["--exclude-tag", "Staff"]);
  // Signing in with a name that fails too often locks it, and the others end the session: asked by nobody but at the end.
  const ends = ["sign_in", "sign_out", "close", "end_all"];
  const without = ends.flatMap((id) => ["--exclude-operation-id", id]);
  for (const name of STAFF) {
    const cookie = await session(server.url, name);
    failed = (await run(name, real, ["--include-tag", "Staff", ...without], cookie)) || failed;
  }
  const cookie = await applicant(server.url, "19400000001");
  const own = await handInWith(server.url, "drinks_shop_milk_tea", 1, PICTURE, cookie);
  // Without the secret: who is signed in sees their own.
  const theirs = { ...real, number: own.receipt.number, token: own.draft, file: own.file, secret: undefined };
  const mine = ["--include-tag", "Applicants", "--include-tag", "Applications", ...without];
  failed = (await run("an applicant", theirs, mine, cookie)) || failed;
  // Last, because the first of these calls ends the session.
  failed = (await run("signing in and out", real, ends.flatMap((id) => ["--include-operation-id", id]), cookie)) || failed;
  process.exitCode = failed ? 1 : 0;
} finally {
  await server.stop();
}

/** One run; shows what it found when it found something. */
async function run(who, real, filters, cookie = "") {
  const began = Date.now();
  const program = path("target/tools/schema/bin/schemathesis");
  const how = ["--no-color", "--generation-deterministic", "--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing"];
  const args = ["run", `${server.url}/api/openapi.json`, ...how, "--checks", CHECKS, "--continue-on-failure", ...filters];
  const env = { ...process.env, SCHEMATHESIS_HOOKS: "hooks", PYTHONPATH: path(".ci/schema"), YIJIAN_REAL: JSON.stringify(real), YIJIAN_COOKIE: cookie, PYTHONDONTWRITEBYTECODE: "1" };
  const asked = spawn(program, args, { env, cwd: server.dataDir, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  asked.stdout.on("data", (text) => (said += text));
  asked.stderr.on("data", (text) => (said += text));
  const [status] = await once(asked, "close");
  const calls = /(\d+) generated/.exec(said)?.[1] ?? "no";
  console.log(`    ${who}: ${calls} calls, ${Math.round((Date.now() - began) / 1000)} s${status === 0 ? "" : ", FAILED"}`);
  if (status !== 0) console.log(said);
  return status !== 0;
}
