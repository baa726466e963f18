// The sentences of the pages, where a test needs one with something in it: they are written down once, in the text files.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

const zh = parse(
  readFileSync(fileURLToPath(new URL("../frontend/text/zh.toml", import.meta.url)), "utf8"),
) as Record<string, Record<string, string>>;

/** A sentence in Chinese with its gaps filled in. */
export function said(section: string, key: string, gaps: Record<string, string | number> = {}): string {
  const sentence = zh[section]?.[key];
  if (sentence === undefined) throw new Error(`frontend/text/zh.toml has no ${section}.${key}`);
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}
