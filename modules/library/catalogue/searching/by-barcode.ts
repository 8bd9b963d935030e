/** A question that is a barcode is asked directly. */
import type { Db } from "#platform/db";
import { itemsMeant } from "../items/meant.ts";
import { scanned } from "../items/scanned.ts";
import { standingAmong } from "./barcode-store.ts";

const most = 20;
/** A barcode has a digit in it: words have none. A tag may say its owner before it. */
const isBarcode = /^(?=.*\d)[\p{L}\p{N}.:/-]{4,77}$/u;

/** Records that have an item with this barcode, newest first; null where the line is no barcode of any. */
export async function byBarcode(db: Db, line: string | null): Promise<number[] | null> {
  const scan = line !== null && isBarcode.test(line) ? scanned(line) : null;
  if (scan === null) return null;
  const [meant] = await itemsMeant(db, { scans: [scan], placeId: null });
  const items = meant?.is === "one" ? [meant.item] : meant?.is === "several" ? meant.items : [];
  const here = items.filter(({ status }) => status !== "withdrawn");
  const found = await standingAmong(
    db,
    here.map(({ recordId }) => recordId),
    most,
  );
  return found.length > 0 ? found.map(({ id }) => id) : null;
}
