// A journey of `domain/tests/journeys`, and what the server makes of it: the answers are written down once, there.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import { address } from "./address.mjs";

/** An answer as journey files and the API write it. */
export type Answer = boolean | number | string | string[];

/** What a journey file holds. */
export interface Journey {
  theme: string;
  region: string;
  /** In the order asked. */
  answers: [string, Answer][];
  items: string[];
  needs: string[];
  spared: string[];
}

export interface Choice {
  id: string;
  name: string;
  help?: string;
}

export interface Question {
  ask: string;
  ask_en?: string;
  kind: "yes_no" | "one_of" | "many_of" | "number";
  options?: Choice[];
}

export interface Field {
  id: string;
  label: string;
  kind: string;
  required: boolean;
  options?: Choice[];
}

export interface Section {
  id: string;
  title: string;
  role?: string;
  repeats?: boolean;
  fields: Field[];
}

export interface Paper {
  id: string;
  name: string;
  /** Ways to bring something else, each written `lease + landlord_title_deed`. */
  alternatives: string[];
  deferrable: number | null;
  promise: string[];
}

export interface Plan {
  answers: Record<string, Answer>;
  items: { id: string; name: string }[];
  form: { sections: Section[] };
  materials: Paper[];
}

interface Element {
  kind: string;
  example?: string;
  min?: number;
  max?: number;
  max_length?: number;
}

/** The theme's part of the catalogue, as far as the tests read it. */
export interface Slice {
  version: string;
  themes: Record<string, { name: string; questions: string[] }>;
  questions: Record<string, Question>;
  elements: Record<string, Element>;
  roles: Record<string, { name: string }>;
  materials: Record<string, { name: string }>;
  items: Record<string, { name: string }>;
  relations: Record<string, { left: string; must: string; right: string }>;
}

/** One person's matter: a journey, the catalogue of its theme, and its plan. */
export class Matter {
  private constructor(
    readonly journey: Journey,
    readonly slice: Slice,
    readonly plan: Plan,
  ) {}

  /** The journey with this name, as the running server sees it. */
  static async of(name: string, server: { url: string }): Promise<Matter> {
    const file = new URL(`../domain/tests/journeys/${name}.toml`, import.meta.url);
    const journey = parse(readFileSync(fileURLToPath(file), "utf8")) as unknown as Journey;
    const slice = await json<Slice>(await fetch(`${server.url}/api/v1/themes/${journey.theme}`));
    const { theme, region } = journey;
    const body = JSON.stringify({ theme, region, answers: Object.fromEntries(journey.answers) });
    const headers = { "content-type": "application/json" };
    const plan = await json<Plan>(await fetch(`${server.url}/api/v1/plans`, { method: "POST", headers, body }));
    return new Matter(journey, slice, plan);
  }

  /** The name of the theme. */
  get name(): string {
    return this.slice.themes[this.journey.theme].name;
  }

  /** The answers, by question. */
  get answers(): Record<string, Answer> {
    return Object.fromEntries(this.journey.answers);
  }

  /** The address that holds the first `count` answers; all of them when not given. */
  address(page: "q" | "plan" | "apply", count = this.journey.answers.length): string {
    return address(this.journey, page, count);
  }

  /** The question with this wording. */
  asked(ask: string): string | undefined {
    return Object.keys(this.slice.questions).find((id) => this.slice.questions[id].ask === ask);
  }

  /** What a paper is called on the pages of the form, with whose it is. */
  cardName(key: string): string {
    const [what, role] = key.split("@");
    const { name } = this.slice.materials[what];
    return role ? `${name} ${this.slice.roles[role].name}` : name;
  }
}

/** A text as a regular expression that matches just this text. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The body of an answer that must be a good one. */
export async function json<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
