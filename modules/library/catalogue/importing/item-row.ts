/** What a record says of an item, in the words of the profile. */
import type { ItemSaid } from "../describing/items.ts";
import type { ItemRow } from "../keeping/item-store.ts";
import type { RecordFinding } from "./prepare.ts";
import type { Profile } from "./profile.ts";

export type ItemFault = Pick<RecordFinding, "finding" | "done" | "data">;

/** Null without a barcode. What is not understood is told and left out, the item lands all the same. */
export function itemRowOf(
  item: ItemSaid,
  recordId: number,
  profile: Profile,
): { row: ItemRow | null; faults: ItemFault[] } {
  const faults: ItemFault[] = item.unread.map(({ what, said }) => ({
    finding: `library.item-${what}`,
    done: "left-out",
    data: { said },
  }));
  if (item.barcode === "") {
    if (!faults.some(({ finding }) => finding === "library.item-barcode"))
      faults.push({ finding: "library.item-no-barcode", done: "left-out", data: null });
    return { row: null, faults };
  }
  const placeId = item.place === "" ? profile.place : (profile.places[item.place] ?? null);
  if (item.place !== "" && placeId === null)
    faults.push({ finding: "library.item-place", done: "left-out", data: { said: item.place } });
  const status = item.status === "" ? "available" : profile.statuses[item.status];
  if (status === undefined)
    faults.push({ finding: "library.item-status", done: "left-out", data: { said: item.status } });
  return {
    row: {
      recordId,
      barcode: item.barcode.slice(0, 60),
      placeId: placeId ?? profile.place,
      shelf: item.shelf.slice(0, 60),
      callNumber: item.callNumber.slice(0, 100),
      volume: item.volume.slice(0, 60),
      status: status ?? "in-process",
      priceFen: item.priceFen,
      source: item.source.slice(0, 200),
      acquiredOn: item.acquiredOn,
    },
    faults,
  };
}
