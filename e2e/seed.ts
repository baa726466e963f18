// A draft that stands where a test needs it, made through the API: what other tests walk through is not walked again.
import { randomBytes } from "node:crypto";
import { json, Matter, type Answer } from "./journey";
import { pdf } from "./papers";
import type { Server } from "./server";
import { allValues } from "./values";

/** A draft as the server keeps it, as far as the tests read it. */
export interface Draft {
  theme: string;
  catalogue_version: string;
  region?: string;
  answers: Record<string, Answer>;
  values: Record<string, string>;
  provisions: Record<string, { how: string; files?: FileRef[] }>;
  promised?: string[];
  declared: boolean;
}

/** A page of a paper, as the draft refers to it. */
export interface FileRef {
  id: string;
  name: string;
  bytes: number;
  media_type: string;
  complete: boolean;
}

/** What a seeded draft has. */
export interface Standing {
  /** What was typed; nothing when not given. */
  values?: Record<string, string>;
  /** Every paper has a page. */
  papers?: boolean;
  /** Papers that have none all the same. */
  without?: string[];
}

/** A draft of a journey on the server. */
export class Seeded {
  constructor(
    readonly matter: Matter,
    readonly token: string,
    private readonly url: string,
  ) {}

  /** The address of the draft at a step. */
  path(step = ""): string {
    return step ? `/d/${this.token}/${step}` : `/d/${this.token}`;
  }

  /** The draft as the server has it now. */
  async stored(): Promise<Draft> {
    return storedDraft(this.url, this.token);
  }
}

/** The draft as the server has it now. */
export async function storedDraft(url: string, token: string): Promise<Draft> {
  return (await json<{ draft: Draft }>(await fetch(`${url}/api/v1/drafts/${token}`))).draft;
}

/** The token in the address of a draft. */
export function tokenOf(address: string): string {
  return /\/d\/([0-9a-f]{32})/.exec(address)?.[1] ?? "";
}

/** A draft of a journey, with nothing in it unless `standing` says so. */
export async function seed(server: Server, journey: string, standing: Standing = {}): Promise<Seeded> {
  const matter = await Matter.of(journey, server);
  const token = id();
  const draft: Draft = {
    theme: matter.journey.theme,
    catalogue_version: matter.slice.version,
    region: matter.journey.region,
    answers: matter.plan.answers,
    values: standing.values ?? {},
    provisions: {},
    declared: false,
  };
  const drafts = `${server.url}/api/v1/drafts/${token}`;
  await send("PUT", drafts, { revision: 0, draft });
  if (standing.papers) {
    const there = matter.plan.materials.filter(({ id }) => !standing.without?.includes(id));
    for (const paper of there) draft.provisions[paper.id] = { how: "files", files: [await upload(drafts)] };
    await send("PUT", drafts, { revision: 1, draft });
  }
  return new Seeded(matter, token, server.url);
}

/** A draft that only has to be declared and handed in, once the papers are there that it is `without`. */
export async function complete(server: Server, journey: string, without: string[] = []): Promise<Seeded> {
  const values = allValues(await Matter.of(journey, server));
  return seed(server, journey, { values, papers: true, without });
}

async function upload(drafts: string): Promise<FileRef> {
  const { name, mimeType, buffer } = pdf();
  const file = { id: id(), name, bytes: buffer.length };
  await send("POST", `${drafts}/files`, file);
  const headers = { "Upload-Offset": "0" };
  await json(await fetch(`${drafts}/files/${file.id}`, { method: "PATCH", headers, body: new Uint8Array(buffer) }));
  return { ...file, media_type: mimeType, complete: true };
}

async function send(method: string, address: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  await json(await fetch(address, { method, headers, body: JSON.stringify(body) }));
}

function id(): string {
  return randomBytes(16).toString("hex");
}
