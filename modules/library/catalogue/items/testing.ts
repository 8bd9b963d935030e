/** Copies that are not on their shelf, for everybody's tests. */
import type { Db } from "#platform/db";
import type { Away } from "./status.ts";

/** As lending does it: where they went and nothing else. Null: they are back. */
export const sendAway = (db: Db, barcodes: readonly string[], away: Away | null = "on-loan") => db.run`
  update library.item set away = ${away} where barcode = any(${[...barcodes]}::text[])`;
