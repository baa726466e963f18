// What a document of ours says. It reads the files that `backend/paper` prints, not every PDF there is.
import { inflateSync } from "node:zlib";

/** The text of all pages, without spaces and line ends: those come from the layout. */
export function textOf(pdf: Buffer): string {
  const objects = new Map<string, string>();
  for (const [, id, body] of pdf.toString("latin1").matchAll(/(?:^|\n)(\d+) 0 obj\s*([\s\S]*?)endobj/g)) objects.set(id, body);
  const referred = (body: string, key: string) => objects.get(new RegExp(`/${key}\\s*(\\d+) 0 R`).exec(body)?.[1] ?? "") ?? "";
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page\b/.test(body));
  const said = pages.map((page) => {
    const resources = referred(page, "Resources") || page;
    const named = /\/Font\s*<<([^>]*)>>/.exec(resources)?.[1] ?? "";
    const fonts = new Map<string, Map<string, string>>();
    for (const [, name, id] of named.matchAll(/\/(\S+?)\s+(\d+) 0 R/g)) {
      fonts.set(name, characters(stream(referred(objects.get(id) ?? "", "ToUnicode"))));
    }
    return shown(stream(referred(page, "Contents")), fonts);
  });
  return said.join("").replace(/\s/g, "");
}

function stream(body: string): string {
  const begin = /stream\r?\n/.exec(body);
  if (!begin) return "";
  const from = begin.index + begin[0].length;
  const bytes = Buffer.from(body.slice(from, body.lastIndexOf("endstream")), "latin1");
  return /\/FlateDecode/.test(body.slice(0, from)) ? inflateSync(bytes).toString("latin1") : bytes.toString("latin1");
}

/** The characters of a font, by the four digits of their glyph. */
function characters(map: string): Map<string, string> {
  const known = new Map<string, string>();
  for (const [, lines] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, units] of lines.matchAll(/<(\w{4})>\s*<(\w+)>/g)) {
      const text = Buffer.from(units, "hex").swap16().toString("utf16le");
      known.set(glyph.toUpperCase(), text);
    }
  }
  return known;
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function shown(content: string, fonts: Map<string, Map<string, string>>): string {
  let font = new Map<string, string>();
  let text = "";
  const write = (bytes: Buffer) => {
    for (const glyph of bytes.toString("hex").toUpperCase().match(/.{4}/g) ?? []) text += font.get(glyph) ?? "";
  };
  const token = /\/(\w+)\s+[\d.]+\s+Tf|<(\w+)>|\(/g;
  for (let found = token.exec(content); found; found = token.exec(content)) {
    const [, name, hex] = found;
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else if (hex !== undefined) write(Buffer.from(hex, "hex"));
    else {
      const { bytes, end } = literal(content, token.lastIndex);
      write(bytes);
      token.lastIndex = end;
    }
  }
  return text;
}

/** The bytes of a string in parentheses that begins at `from`, and where it ends. Parentheses in pairs stand as they are. */
function literal(content: string, from: number): { bytes: Buffer; end: number } {
  let bytes = "";
  let depth = 1;
  let at = from;
  for (; at < content.length; at += 1) {
    const sign = content[at];
    if (sign === "\\") {
      const [, octal, other] = /^(?:([0-7]{1,3})|([\s\S]))/.exec(content.slice(at + 1, at + 4)) ?? [];
      bytes += octal === undefined ? (ESCAPES[other] ?? other) : String.fromCharCode(parseInt(octal, 8));
      at += (octal ?? other).length;
      continue;
    }
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (depth === 0) break;
    bytes += sign;
  }
  return { bytes: Buffer.from(bytes, "latin1"), end: at + 1 };
}
