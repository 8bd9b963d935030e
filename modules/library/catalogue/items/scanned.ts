/** What was scanned or typed: a barcode, and before it the owner where a tag says so. Pure. */

export interface Scan {
  /** The ISIL that stands before the point, as it stands there; it may be none, and the whole a barcode. */
  owner: string | null;
  barcode: string;
}

export const longestBarcode = 60;

/** Owner's ISIL and a point before the item's own number (GB/T 35660.1, ISO 28560-1: OI and PII): `CN-110108-1-NLC.B001`. */
const ownerThenItem = /^([A-Z]{1,4}-[0-9A-Z:/-]{1,14})\.(\S.*)$/i;

/** Null where it can be no barcode. Wide digits and letters are plain ones. */
export function scanned(text: string): Scan | null {
  const said = text.normalize("NFKC").trim();
  const [, owner = null, item = said] = ownerThenItem.exec(said) ?? [];
  return item === "" || item.length > longestBarcode || /\p{C}/u.test(said) ? null : { owner, barcode: item };
}
