// Files as phones make them: photographs of any size and turn, and documents.
import type { Page } from "@playwright/test";

/** A file for an input of a page. */
export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** EXIF orientation of a phone that was held upright: the picture is stored lying on its side. */
export const HELD_UPRIGHT = 6;

/**
 * A photograph of so many pixels as stored: its left half is red, its right half blue. Any browser can paint one, so
 * `page` may be at any address.
 */
export async function photo(page: Page, size: { width: number; height: number }, orientation?: number): Promise<Upload> {
  const painted = await page.evaluate(({ width, height }) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    for (const [colour, left] of [["red", 0], ["blue", width / 2]] as const) {
      pen.fillStyle = colour;
      pen.fillRect(left, 0, width / 2, height);
    }
    return canvas.toDataURL("image/jpeg", 0.9);
  }, size);
  const plain = Buffer.from(painted.slice(painted.indexOf(",") + 1), "base64");
  const buffer = orientation ? Buffer.concat([plain.subarray(0, 2), exif(orientation), plain.subarray(2)]) : plain;
  return { name: "IMG_0001.JPG", mimeType: "image/jpeg", buffer };
}

/** The segment that tells how the phone was held, and which phone it was. */
function exif(orientation: number): Buffer {
  const short = (value: number) => [value & 255, value >> 8];
  const long = (value: number) => [...short(value), 0, 0];
  const maker = Buffer.from("SamplePhone\0");
  const entries = [
    [...short(0x010f), ...short(2), ...long(maker.length), ...long(8 + 2 + 24 + 4)],
    [...short(0x0112), ...short(3), ...long(1), ...long(orientation)],
  ];
  const tiff = [...Buffer.from("II*\0"), ...long(8), ...short(entries.length), ...entries.flat(), ...long(0), ...maker];
  const body = [...Buffer.from("Exif\0\0"), ...tiff];
  const length = body.length + 2;
  return Buffer.from([0xff, 0xe1, length >> 8, length & 255, ...body]);
}

/** A document of one page that viewers show, of about so many bytes. */
export function pdf(bytes = 2_000, name = "扫描件.pdf"): Upload {
  const drawing = "0.2 0.5 0.4 rg 60 60 180 300 re f";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 420] /Contents 4 0 R >>",
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ];
  let text = `%PDF-1.4\n%${" ".repeat(bytes)}\n`;
  const starts = objects.map((object, at) => {
    const start = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join("")}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text + table + end) };
}

/** How a picture at an address looks to somebody: its size, and the colours at its top and bottom. */
export async function seen(page: Page, address: string): Promise<{ width: number; height: number; top: string; bottom: string }> {
  return page.evaluate(async (address) => {
    const bitmap = await createImageBitmap(await (await fetch(address)).blob());
    const { width, height } = bitmap;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.drawImage(bitmap, 0, 0);
    const colour = (y: number) => {
      const [red, , blue] = pen.getImageData(10, y, 1, 1).data;
      return red > blue ? "red" : "blue";
    };
    return { width, height, top: colour(10), bottom: colour(height - 10) };
  }, address);
}
