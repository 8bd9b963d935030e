/** A question that is a barcode is asked directly. */
import type { Db } from "#platform/db";
import { recordsBarcoded } from "./barcode-store.ts";

const most = 20;
/** A barcode has a digit in it: words have none. */
const isBarcode = /^(?=.*\d)[\p{L}\p{N}.-]{4,60}$/u;

/** Records that have an item with this barcode, newest first; null where the line is no barcode of any. */
export async function byBarcode(db: Db, line: string | null): Promise<number[] | null> {
  if (line === null || !isBarcode.test(line)) return null;
  const found = await recordsBarcoded(db, [...new Set([line, line.toUpperCase()])], most);
  return found.length > 0 ? found.map(({ id }) => id) : null;
}
