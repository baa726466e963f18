// What a synthetic person types into a field: right for its kind and its neighbours, and nobody's.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Field, Matter, Section } from "./journey";

interface Vector {
  input: string;
  status?: string;
  public?: boolean;
  why?: string;
}

const vectors = JSON.parse(
  readFileSync(fileURLToPath(new URL("../domain/tests/vectors.json", import.meta.url)), "utf8"),
) as Record<"resident_id" | "uscc", { valid: Vector[] }>;

/** Numbers that should not belong to anybody: sequence 990 to 999, no children. */
const IDENTITY_NUMBERS = vectors.resident_id.valid
  .filter(({ input, status, public: published }) => status === "OK" && !published && /^\d{14}99\d[\dX]$/.test(input))
  .map(({ input }) => input)
  .filter((number) => Number(number.slice(6, 10)) < 2005);

const CREDIT_CODE = vectors.uscc.valid.find(({ why }) => why?.startsWith("synthetic enterprise"))?.input ?? "";

/** A rare character beyond the first 65,536: one character, two units of UTF-16. */
export const RARE_NAME = "陈𠮷";

/** Numbers that begin with 194 are not assigned to anybody; they pass with a warning. */
export const MOBILE = "19400000001";

const OF_KIND: Record<string, string> = {
  credit_code: CREDIT_CODE,
  mobile: MOBILE,
  phone: "0917-5000000",
  postcode: "721100",
  email: "shop@example.cn",
  address: "千阳县城关镇示例西关路7号",
  entity_name: "千阳县示例好邻居商店",
  yes_no: "yes",
};

/** What stands in the draft for a field of person `no`. */
export function valueOf(matter: Matter, section: Section, field: Field, no = 1): string {
  const what = field.id.split("@")[0];
  const element = matter.slice.elements[what];
  const answer = matter.answers[what];
  const relations = Object.values(matter.slice.relations).map(({ right, must }) => ({ what: right.split("@")[0], must }));
  const is = (side: string) => relations.some((relation) => relation.what === what && relation.must === side);
  switch (field.kind) {
    case "person_name":
      return isFirst(matter, section) && no === 1 ? RARE_NAME : `示例${"甲乙丙丁戊己庚辛壬癸"[place(matter, section, no)]}`;
    case "resident_id":
      return IDENTITY_NUMBERS[place(matter, section, no)];
    case "area":
    case "number":
    case "money":
      if (typeof answer === "number") return String(answer);
      // Whatever must not be exceeded is large, everything else small.
      return String(is("at_most") ? Math.min(element.max ?? 500, 500) : Math.max(element.min ?? 1, 1));
    case "date":
      return is("before") ? "2031-12-31" : "2026-12-31";
    case "choice":
      if (typeof answer === "string" && field.options?.some(({ id }) => id === answer)) return answer;
      return field.options?.[0].id ?? "";
    case "text":
    case "long_text":
      return (element.example ?? `示例${field.label}`).slice(0, element.max_length ?? 100);
    default:
      return OF_KIND[field.kind] ?? `no value for ${field.kind}`;
  }
}

/** Everything of the form, by field and person. */
export function allValues(matter: Matter): Record<string, string> {
  const pairs = matter.plan.form.sections.flatMap((section) =>
    section.fields.map((field): [string, string] => [field.id, valueOf(matter, section, field)]),
  );
  return Object.fromEntries(pairs);
}

function persons(matter: Matter): Section[] {
  return matter.plan.form.sections.filter(({ role }) => role);
}

function isFirst(matter: Matter, section: Section): boolean {
  return persons(matter)[0]?.id === section.id;
}

/** Every person has a place of their own; nobody has the same number as somebody else. */
function place(matter: Matter, section: Section, no: number): number {
  const sections = persons(matter);
  return sections.findIndex(({ id }) => id === section.id) + (no > 1 ? sections.length + no - 2 : 0);
}
