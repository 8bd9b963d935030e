/** What is asked of an item, one that is added as of one that is there. */
import type { Text } from "#libs/texts";
import { said } from "#web/page.ts";
import { yuanOf } from "../../../acquiring/orders/contract.ts";
import type { Asked } from "../fields.tsx";
import { fenIn } from "../yuan.ts";

/** As its form says it. */
export function itemIn(form: FormData) {
  return {
    shelf: said(form, "shelf"),
    callNumber: said(form, "callNumber"),
    volume: said(form, "volume"),
    priceFen: said(form, "priceFen") === "" ? null : fenIn(form, "priceFen"),
    source: said(form, "source"),
    acquiredOn: said(form, "acquiredOn") || null,
    note: said(form, "note"),
  };
}

type Said = ReturnType<typeof itemIn>;

export const callNumberField = (t: Text, start: string): Asked => ({
  name: "callNumber",
  label: t("item.call-number"),
  start,
  chars: 20,
  optional: true,
});

export const shelfField = (t: Text, start = ""): Asked => ({
  name: "shelf",
  label: t("shelf.shelf"),
  start,
  chars: 20,
  optional: true,
});

/** All but the call number. */
export const itemFields = (t: Text, { priceFen, acquiredOn, ...item }: Omit<Said, "callNumber">): Asked[] => [
  shelfField(t, item.shelf),
  { name: "volume", label: t("item.volume"), start: item.volume, chars: 20, optional: true },
  {
    name: "priceFen",
    label: t("item.price"),
    unit: t("item.price.unit"),
    inputMode: "decimal",
    start: priceFen === null ? "" : yuanOf(priceFen),
    chars: 12,
    optional: true,
  },
  {
    name: "source",
    label: t("item.source"),
    hint: t("item.source.hint"),
    start: item.source,
    optional: true,
  },
  {
    name: "acquiredOn",
    type: "date",
    label: t("item.acquired"),
    start: acquiredOn ?? "",
    chars: 12,
    optional: true,
  },
  { name: "note", label: t("item.note"), hint: t("item.note.hint"), start: item.note, optional: true },
];
