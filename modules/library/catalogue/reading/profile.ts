/** How a file of records is read: data, kept with every batch as it was then. */
import type { Static } from "typebox";
import { Line, Nullable, T } from "#contract";

/** Charsets a sender may name where the bytes do not say it themselves. */
const charsets = ["utf-8", "marc-8", "gb18030", "iso-5426", "big5", "windows-1251", "windows-1252"] as const;

const Code = T.String({ pattern: "^[0-9A-Za-z]$" });

/** Where items stand and what their subfields mean; null: the layout has no such thing. See `describing/items.ts`. */
export const ItemLayout = T.Object({
  /** Fields with subfields: control fields have none that could name a barcode. */
  tags: T.Array(T.String({ pattern: "^(?!00)[0-9A-Za-z]{3}$" }), { minItems: 1, maxItems: 6 }),
  barcode: Code,
  hasRanges: T.Boolean(),
  callNumber: T.Array(Code, { maxItems: 4 }),
  between: T.String({ maxLength: 3 }),
  place: Nullable(Code),
  shelf: Nullable(Code),
  volume: Nullable(Code),
  price: Nullable(Code),
  status: Nullable(Code),
  acquired: Nullable(Code),
  source: Nullable(Code),
});

export const Profile = T.Object({
  name: Line(60),
  /** Null: found out for each record. */
  flavour: Nullable(T.Enum(["marc21", "unimarc"])),
  charset: Nullable(T.Enum([...charsets])),
  /** Who made the records, where they do not say it. */
  agency: Nullable(Line(40)),
  /** A record with the same number of the same agency: takes its place, or is left as it is. */
  same: T.Enum(["replace", "keep"]),
  items: Nullable(ItemLayout),
  /** What a code in the item's field means here. */
  places: T.Record(T.String({ maxLength: 60 }), T.String({ format: "uuid" })),
  statuses: T.Record(T.String({ maxLength: 60 }), T.String({ maxLength: 20 })),
  /** Where items are that name no place. */
  place: Nullable(T.String({ format: "uuid" })),
});
export type Profile = Static<typeof Profile>;
