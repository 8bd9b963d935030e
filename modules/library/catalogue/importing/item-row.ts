/** What a record says of an item, in the words of the profile. */
import type { ItemSaid } from "../describing/items.ts";
import type { ItemRow } from "../items/landing-store.ts";
import { codeMeanings, landsAs } from "../items/status.ts";
import { lineOf } from "../keeping/storable.ts";
import type { RecordFinding } from "./prepare.ts";
import type { Profile } from "./profile.ts";

export type ItemFault = Pick<RecordFinding, "finding" | "done" | "data">;

const longestBarcode = 60;
/** A million yuan: dearer is a slip of the pen. */
const mostFen = 100_000_000;

/** Null without a barcode. What is not understood is told and left out, the item lands all the same. */
export function itemRowOf(
  item: ItemSaid,
  recordId: number,
  profile: Profile,
): { row: ItemRow | null; faults: ItemFault[] } {
  const faults: ItemFault[] = item.unread.map(({ what, said }) => ({
    finding: `library.item-${what}`,
    done: "left-out",
    data: { said, barcode: lineOf(item.barcode, longestBarcode) },
  }));
  const barcode = lineOf(item.barcode, 1000);
  const isLong = barcode.length > longestBarcode;
  if (isLong) faults.push({ finding: "library.item-barcode", done: "left-out", data: { said: barcode } });
  if (barcode === "" && !faults.some(({ finding }) => finding === "library.item-barcode"))
    faults.push({ finding: "library.item-no-barcode", done: "left-out", data: null });
  if (barcode === "" || isLong) return { row: null, faults };
  if (barcode !== item.barcode)
    faults.push({ finding: "library.item-text", done: "repaired", data: { barcode } });
  const isDear = item.priceFen !== null && item.priceFen > mostFen;
  if (isDear)
    faults.push({
      finding: "library.item-price",
      done: "left-out",
      data: { said: (item.priceFen ?? 0) / 100, barcode },
    });
  const placeId = item.place === "" ? profile.place : (profile.places[item.place] ?? null);
  if (item.place !== "" && placeId === null)
    faults.push({ finding: "library.item-place", done: "left-out", data: { said: item.place, barcode } });
  const means =
    item.status === "" ? "available" : codeMeanings.find((one) => one === profile.statuses[item.status]);
  if (means === "on-loan")
    faults.push({ finding: "library.item-lent", done: "left-out", data: { said: item.status, barcode } });
  if (means === undefined)
    faults.push({ finding: "library.item-status", done: "left-out", data: { said: item.status, barcode } });
  return {
    row: {
      recordId,
      barcode,
      placeId: placeId ?? profile.place,
      shelf: lineOf(item.shelf, 60),
      callNumber: lineOf(item.callNumber, 100),
      volume: lineOf(item.volume, 60),
      status: means === undefined ? "in-process" : landsAs(means),
      priceFen: isDear ? null : item.priceFen,
      source: lineOf(item.source, 200),
      acquiredOn: item.acquiredOn,
    },
    faults,
  };
}
