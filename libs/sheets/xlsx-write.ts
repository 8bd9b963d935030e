/** XLSX of one sheet, all cells text: a number with leading zeros stays one, and nothing in it is ever calculated. */
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { cellXml } from "./xlsx-text.ts";

export interface XlsxOptions {
  /** Name of the sheet. */
  title: string;
  /** Rows printed bold and quiet from the top: notes and headers. */
  head?: number;
}

type Rows = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaging = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** The same rows make the same file. */
const mtime = new Date(Date.UTC(2000, 0, 1));

/** The file as pieces, in bounded memory. */
export function writeXlsx(rows: Rows, { title, head = 0 }: XlsxOptions): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(fixedParts(title))) {
    zip.addBuffer(Buffer.from(declaration + xml), name, { mtime });
  }
  const sheet = Readable.from(sheetXml(rows, head), { objectMode: false });
  // A fault in the rows must reach whoever reads the file.
  sheet.on("error", (error) => zip.outputStream.emit("error", error));
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml", { mtime });
  zip.end();
  return Readable.from(zip.outputStream);
}

async function* sheetXml(rows: Rows, head: number): AsyncGenerator<Buffer> {
  yield Buffer.from(
    `${declaration}<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView workbookViewId="0">${
      head > 0
        ? `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`
        : ""
    }</sheetView></sheetViews><cols><col min="1" max="256" width="20" style="1" customWidth="1"/></cols><sheetData>`,
  );
  let number = 0;
  let text = "";
  for await (const row of rows) {
    number++;
    const style = number <= head ? 2 : 1;
    const cells = row.map((cell) =>
      cell === ""
        ? `<c s="${style}"/>`
        : `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellXml(cell)}</t></is></c>`,
    );
    text += `<row r="${number}">${cells.join("")}</row>`;
    if (text.length > 65_536) {
      yield Buffer.from(text);
      text = "";
    }
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`);
}

function fixedParts(title: string): Record<string, string> {
  // What a sheet's name may not hold (Excel's own rule), and no more than 31 letters.
  const name = cellXml(title.replace(/[[\]:*?/\\]/g, " ").slice(0, 31)).replaceAll('"', "&quot;");
  return {
    "[Content_Types].xml": `<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    // 49 is the built-in format of text (§18.8.30).
    "xl/styles.xml": `<styleSheet xmlns="${spreadsheet}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
  };
}
