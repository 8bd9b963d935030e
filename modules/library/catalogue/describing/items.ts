/** Items that stand in a record, where its library writes them: 905, 906, 852, 949, 952 … by a mapping that is data. */
import type { Field, MarcRecord } from "#libs/marc";
import { priceOf } from "./price.ts";

/** Codes of subfields; null where the layout has no such thing. */
export interface ItemMapping {
  /** Tags of fields with items. */
  tags: readonly string[];
  /** Several in a field are several items. */
  barcode: string;
  /** "1683011-3" is three barcodes. */
  hasRanges: boolean;
  /** Parts of the call number in order, and what stands between them. */
  callNumber: readonly string[];
  between: string;
  place: string | null;
  shelf: string | null;
  volume: string | null;
  price: string | null;
  status: string | null;
  acquired: string | null;
  source: string | null;
}

export interface ItemSaid {
  tag: string;
  /** Of its field in the file. */
  byte: number;
  /** Empty where the field has none: there is no item to be told by it. */
  barcode: string;
  callNumber: string;
  place: string;
  shelf: string;
  volume: string;
  priceFen: number | null;
  /** As said: the import's profile says what it means. */
  status: string;
  /** `2019-05-20`; null where none is said or it is no day. */
  acquiredOn: string | null;
  source: string;
  /** What is said and could not be read. */
  unread: { what: "barcode" | "price" | "acquired"; said: string }[];
}

/** More than any title has pieces: a range beyond it is a slip. */
const mostInRange = 300;

/** The items of a record in the order of its fields. A field without a barcode gives one that has none, so that it can be told. */
export function itemsIn(record: MarcRecord, mapping: ItemMapping): ItemSaid[] {
  const items: ItemSaid[] = [];
  for (const field of record.fields()) {
    if (!mapping.tags.includes(field.tag)) continue;
    const barcodes = field.all(mapping.barcode).map((one) => one.trim());
    const said = barcodes.filter((one) => one !== "");
    if (said.length === 0) items.push(itemOf(field, mapping, "", 0));
    said.forEach((one, n) => {
      const range = mapping.hasRanges ? barcodesIn(one) : [one];
      if (range) for (const barcode of range) items.push(itemOf(field, mapping, barcode, n));
      else {
        const item = itemOf(field, mapping, "", n);
        item.unread.push({ what: "barcode", said: one });
        items.push(item);
      }
    });
  }
  return items;
}

function itemOf(field: Field, mapping: ItemMapping, barcode: string, n: number): ItemSaid {
  const said = (code: string | null) => (code === null ? "" : ofItem(field, mapping.barcode, code, n).trim());
  const [price, acquired] = [said(mapping.price), said(mapping.acquired)];
  const priceFen = /^\d{1,7}(\.\d{1,2})?$/.test(price)
    ? Math.round(Number(price) * 100)
    : (priceOf(price)?.fen ?? null);
  const acquiredOn = dayIn(acquired);
  const unread: ItemSaid["unread"] = [];
  if (price !== "" && priceFen === null) unread.push({ what: "price", said: price });
  if (acquired !== "" && acquiredOn === null) unread.push({ what: "acquired", said: acquired });
  return {
    tag: field.tag,
    byte: field.byte,
    barcode,
    callNumber: mapping.callNumber
      .map(said)
      .filter((part) => part !== "")
      .join(mapping.between),
    place: said(mapping.place),
    shelf: said(mapping.shelf),
    volume: said(mapping.volume),
    priceFen,
    status: said(mapping.status),
    acquiredOn,
    source: said(mapping.source),
    unread,
  };
}

/**
 * What a field says of its nth barcode: the nth, where there are as many as barcodes; what is said once is said of all; else
 * what stands behind this barcode and before the next.
 */
function ofItem(field: Field, barcodeCode: string, code: string, n: number): string {
  const all = field.all(code);
  const barcodes = field.all(barcodeCode).length;
  if (all.length <= 1 || barcodes <= 1) return all[0] ?? "";
  if (all.length === barcodes) return all[n] ?? "";
  let at = -1;
  let found = "";
  for (const one of field.subfields) {
    if (one.code === barcodeCode) at++;
    else if (one.code === code && at === n && found === "") found = one.value;
  }
  return found;
}

/** "1683011-3" and "1683011-1683013"; null where the end is before the beginning or far away. */
function barcodesIn(said: string): string[] | null {
  if (said.length > 60) return [said];
  const [, head = "", from = "", to = ""] = /^(\D*?)(\d+)\s*[-~－～—]\s*\D*?(\d+)$/.exec(said) ?? [];
  if (from === "") return [said];
  if (to.length > from.length) return null;
  const first = BigInt(from);
  const last = BigInt(from.slice(0, from.length - to.length) + to);
  if (last < first || last - first >= mostInRange) return null;
  return Array.from(
    { length: Number(last - first) + 1 },
    (_, n) => head + String(first + BigInt(n)).padStart(from.length, "0"),
  );
}

/** `20190520`, `2019-5-20`, `2019/05/20`, `2019年5月20日`. */
function dayIn(said: string): string | null {
  const [, year = "", month = "", day = ""] =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?!\d)/.exec(said) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  // The calendar has no year 0.
  return Number(year) > 0 && real ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : null;
}
