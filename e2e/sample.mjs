// Cases for the pictures: made through the API, nobody's data. Plain JavaScript, like everything that runs without the
// test runner.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

const PASSWORD = "yijian-demo-2026";
const NUMBERS = JSON.parse(readFileSync(new URL("../domain/tests/vectors.json", import.meta.url), "utf8"))
  .resident_id.valid.filter(({ input, status, public: published }) => status === "OK" && !published && /^\d{14}99\d[\dX]$/.test(input))
  .map(({ input }) => input)
  .filter((number) => Number(number.slice(6, 10)) < 2005);
const NAMES = ["陈示例", "李样本", "王试用", "赵示范", "周演示", "吴样例"];
const SHOPS = ["好邻居商店", "西关小吃", "晨光超市", "老槐树面馆", "清水茶饮", "春和药店"];

const id = () => randomBytes(16).toString("hex");

async function send(method, address, body, headers = {}) {
  const answer = await fetch(address, { method, headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Hands in a journey for sample person `no`, every paper as the photograph `picture`; gives the number. */
export async function handIn(url, name, no, picture) {
  return (await handInWith(url, name, no, picture)).receipt.number;
}

/** The same, for who is signed in with a cookie, if any; gives the receipt, and the token and a file of another draft that stays. */
export async function handInWith(url, name, no, picture, cookie) {
  const journey = parse(readFileSync(new URL(`../domain/tests/journeys/${name}.toml`, import.meta.url), "utf8"));
  const { theme, region } = journey;
  const answers = Object.fromEntries(journey.answers);
  const slice = await (await fetch(`${url}/api/v1/themes/${theme}`)).json();
  const plan = await (await send("POST", `${url}/api/v1/plans`, { theme, region, answers })).json();
  const token = id();
  const draft = { theme, catalogue_version: slice.version, region, answers: plan.answers, values: values(plan, answers, slice, no), provisions: {}, declared: true };
  const address = `${url}/api/v1/drafts/${token}`;
  await send("PUT", address, { revision: 0, draft });
  for (const paper of plan.materials) {
    const file = { id: id(), name: "IMG_2031.jpg", bytes: picture.length };
    await send("POST", `${address}/files`, file);
    const kept = await fetch(`${address}/files/${file.id}`, { method: "PATCH", headers: { "Upload-Offset": "0" }, body: new Uint8Array(picture) });
    if (!kept.ok) throw new Error(`a picture was not kept: ${kept.status} ${await kept.text()}`);
    draft.provisions[paper.id] = { how: "files", files: [{ ...file, media_type: "image/jpeg", complete: true }] };
  }
  await send("PUT", address, { revision: 1, draft });
  const receipt = await send("POST", `${url}/api/v1/applications`, { draft_token: token, ...draft }, { "Idempotency-Key": id(), ...(cookie && { cookie }) });
  const other = id();
  const file = { id: id(), name: "IMG_2032.jpg", bytes: picture.length };
  await send("PUT", `${url}/api/v1/drafts/${other}`, { revision: 0, draft: { ...draft, provisions: {} } });
  await send("POST", `${url}/api/v1/drafts/${other}/files`, file);
  return { receipt: await receipt.json(), draft: other, file: file.id };
}

function values(plan, answers, slice, no) {
  const persons = plan.form.sections.filter(({ role }) => role);
  const of = (section, field) => {
    const what = field.id.split("@")[0];
    const place = Math.max(0, persons.indexOf(section));
    const element = slice.elements[what];
    const plain = {
      person_name: NAMES[(no + place) % NAMES.length],
      resident_id: NUMBERS[place],
      mobile: "19400000001",
      phone: "0917-5000000",
      postcode: "721100",
      email: "shop@example.cn",
      address: `千阳县城关镇示例西关路${no + 1}号`,
      entity_name: `千阳县示例${SHOPS[no % SHOPS.length]}`,
      yes_no: "yes",
      date: "2031-12-31",
    };
    if (["area", "number", "money"].includes(field.kind)) return String(answers[what] ?? element.min ?? 1);
    if (field.kind === "choice") return field.options.some((option) => option.id === answers[what]) ? answers[what] : field.options[0].id;
    return plain[field.kind] ?? element.example ?? `示例${field.label}`;
  };
  return Object.fromEntries(plan.form.sections.flatMap((section) => section.fields.map((field) => [field.id, of(section, field)])));
}

/** Signs in at the desk; gives the cookie of the session. */
export async function session(url, name) {
  const answer = await send("POST", `${url}/api/v1/staff/session`, { name, password: PASSWORD }, { "X-Yijian-Desk": "1" });
  return answer.headers.get("set-cookie").split(";")[0];
}

/** Signs in an applicant where codes are shown; gives the cookie of the session. */
export async function applicant(url, mobile) {
  const sent = await (await send("POST", `${url}/api/v1/sign-in/codes`, { mobile })).json();
  const answer = await send("POST", `${url}/api/v1/sign-in`, { mobile, code: sent.demo_code });
  return answer.headers.get("set-cookie").split(";")[0];
}

/** Signs in at the desk; gives a function that does an act, which may be made of the case as it stands. */
export async function desk(url, name) {
  const own = { "X-Yijian-Desk": "1", cookie: await session(url, name) };
  return async (number, act) => {
    const address = `${url}/api/v1/staff/cases/${number}`;
    const view = await (await fetch(address, { headers: own })).json();
    await send("POST", `${address}/acts`, { seen: view.events, act: typeof act === "function" ? act(view) : act }, own);
  };
}

/** A photograph of a lease, painted in any page. */
export async function lease(page) {
  const painted = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 1150 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#a39a8b";
    pen.fillRect(0, 0, 900, 1150);
    pen.rotate(0.012);
    pen.fillStyle = "#fdfcf8";
    pen.fillRect(60, 40, 800, 1050);
    pen.fillStyle = "#222";
    pen.font = "46px sans-serif";
    pen.fillText("房屋租赁合同", 320, 160);
    pen.font = "29px sans-serif";
    const lines = ["出租方：李样本", "承租方：陈示例", "地址：千阳县城关镇示例西关路1号", "面积：65 平方米", "租期：三年", "租金：每月 1200 元", "用途：商业经营"];
    lines.forEach((line, at) => pen.fillText(line, 130, 270 + at * 72));
    pen.strokeStyle = "#c0282e";
    pen.lineWidth = 5;
    pen.arc(670, 930, 95, 0, 7);
    pen.stroke();
    pen.fillStyle = "#c0282e";
    pen.fillText("示例", 642, 940);
    return canvas.toDataURL("image/jpeg", 0.8);
  });
  return Buffer.from(painted.slice(painted.indexOf(",") + 1), "base64");
}
