/** What comes next: barcodes that go on from one, and the next number of a book in its class. Pure. */
import { longestBarcode } from "./scanned.ts";

/** So many barcodes that go on behind this one by its last digits, as wide as they are; null where it ends in none, or would grow too long. */
export function barcodesAfter(barcode: string, count: number): string[] | null {
  const [, head = "", digits] = /^(.*?)(\d+)$/s.exec(barcode) ?? [];
  if (digits === undefined) return null;
  const next = Array.from({ length: count }, (_, n) => {
    const number = BigInt(digits) + BigInt(n + 1);
    return head + String(number).padStart(digits.length, "0");
  });
  return (next.at(-1) ?? "").length > longestBarcode ? null : next;
}

/** The first of these that begin so many in a row of which none is taken. */
export function freeRun(barcodes: readonly string[], taken: ReadonlySet<string>, count: number): string[] {
  for (let at = 0; at + count <= barcodes.length; ) {
    const run = barcodes.slice(at, at + count);
    const last = run.findLastIndex((barcode) => taken.has(barcode));
    if (last < 0) return run;
    at += last + 1;
  }
  return [];
}

/**
 * 种次号: behind the class number the number of the book in it. A house that numbers so goes on behind its highest; of one that does not
 * (author numbers, dates) the class number is all that is known.
 */
export function callNumberIn(classNumber: string, ofHouse: readonly string[]): string {
  if (classNumber === "") return "";
  const behind = ofHouse.map((callNumber) => callNumber.slice(classNumber.length + 1));
  const numbers = behind.flatMap((text) => {
    const [, number] = /^(\d{1,5})(?:$|[^\d.])/.exec(text) ?? [];
    return number === undefined ? [] : Number(number);
  });
  if (numbers.length * 2 <= behind.length) return classNumber;
  return `${classNumber}/${Math.max(...numbers) + 1}`;
}
