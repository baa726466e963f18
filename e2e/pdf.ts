// A printed document as people meet it: what it says, and what a phone's camera reads from its code.
import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** Dots for each typographic point: 180 to the inch, less than an office printer has. */
const SCALE = 2.5;

// The reader's program from the package, not from the network.
const program = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(program)).buffer } });

/** The text of all pages, without spaces and line ends: those come from the layout. */
export async function textOf(pdf: Buffer): Promise<string> {
  return opened(pdf, async (document) => [...document.pages()].map((page) => page.getText()).join("").replace(/\s/g, ""));
}

/** What the only QR code on the first page says. */
export async function codeOn(pdf: Buffer): Promise<string> {
  return opened(pdf, async (document) => {
    const { data, width, height } = await document.getPage(0).render({ scale: SCALE, render: "bitmap" });
    const picture = { data: new Uint8ClampedArray(data), width, height, colorSpace: "srgb" as const };
    const codes = await readBarcodes(picture, { formats: ["QRCode"] });
    if (codes.length !== 1) throw new Error(`${codes.length} codes on the page`);
    return codes[0].text;
  });
}

async function opened<T>(pdf: Buffer, look: (document: PDFiumDocument) => Promise<T>): Promise<T> {
  const pdfium = await PDFiumLibrary.init();
  const document = await pdfium.loadDocument(pdf);
  try {
    return await look(document);
  } finally {
    document.destroy();
    pdfium.destroy();
  }
}
