// The code on a printed page, read as a phone's camera would: the page is drawn, and the picture is searched for a code.
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** Dots for each typographic point: 180 to the inch, less than an office printer has. */
const SCALE = 2.5;

// The reader's program from the package, not from the network.
const program = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(program)).buffer } });

/** What the only QR code on the first page of a PDF says. */
export async function codeOn(pdf: Buffer): Promise<string> {
  const pdfium = await PDFiumLibrary.init();
  const document = await pdfium.loadDocument(pdf);
  try {
    const { data, width, height } = await document.getPage(0).render({ scale: SCALE, render: "bitmap" });
    const picture = { data: new Uint8ClampedArray(data), width, height, colorSpace: "srgb" as const };
    const codes = await readBarcodes(picture, { formats: ["QRCode"] });
    if (codes.length !== 1) throw new Error(`${codes.length} codes on the page`);
    return codes[0].text;
  } finally {
    document.destroy();
    pdfium.destroy();
  }
}
