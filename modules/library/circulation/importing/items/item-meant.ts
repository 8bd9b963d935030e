/** What a row of copies says, in our terms: whose, where, in which state, and by what its record is called. */
import type { TxCtx } from "#platform/ctx";
import type { CellFault } from "#platform/exchange";
import { controlKeyOf } from "../../../catalogue/describing/keys.ts";
import { isbn13 } from "../../../catalogue/describing/standard-numbers.ts";
import type { CodeMeaning } from "../../../catalogue/items/status.ts";
import { may } from "../../../may.ts";
import type { House, Whose } from "../whose.ts";
import type { ItemValues } from "./item-columns.ts";
import { meaningOf } from "./item-status.ts";

export interface MeantItem {
  house: House;
  values: ItemValues;
  barcode: string;
  placeId: string | null;
  shelf: string | null | undefined;
  meaning: CodeMeaning | null;
  isLent: boolean;
  /** Control key and ISBN by which its record is looked for. */
  called: string[];
}

/** The place, or where a file has none the beginning of where it stands: dp2 writes `城南分馆/社科阅览室`. */
export function placeSaid({ place, shelf }: ItemValues): string[] {
  if (place) return [place];
  if (place === null || !shelf) return [];
  const [branch] = shelf.split("/");
  return [shelf, ...(branch ? [branch.trim()] : [])];
}

export function meantBy(ctx: TxCtx, values: ItemValues, whose: Whose): MeantItem | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const alone = whose.house("organisation", values.organisation, null);
  const house = "house" in alone ? alone.house : null;
  const [said, branch] = placeSaid(values);
  let at = said ? whose.place("place", said, house) : null;
  let shelf = values.shelf;
  if (at && !values.place) {
    if ("place" in at) shelf = "";
    else if (branch && branch !== said) {
      at = whose.place("place", branch, house);
      if ("place" in at) shelf = said?.slice(said.indexOf("/") + 1).trim() ?? "";
    }
    // A shelf without a place is a shelf.
    if ("fault" in at) at = null;
  }
  if (at && "fault" in at) faults.push(at.fault);
  const place = at && "place" in at ? at.place : null;
  const of = whose.house("organisation", values.organisation, place);
  if ("fault" in of) return { faults: [of.fault, ...faults] };
  const writes = (orgPath: string) =>
    ctx.actor.kind === "system" || may["item.write"](ctx.actor, { orgPath });
  if (!writes(of.house.path)) faults.push({ column: "organisation", id: "row.not-yours" });
  else if (place && !place.orgPath.startsWith(of.house.path) && !writes(place.orgPath))
    faults.push({ column: "place", id: "row.not-yours" });
  const meaning = values.status ? meaningOf(values.status, whose.status(values.status, of.house)) : null;
  if (values.status && meaning === null)
    faults.push({ column: "status", id: "items.status", data: { said: values.status } });
  if ((shelf ?? "").length > 60) faults.push({ column: "shelf", id: "too-long", data: { limit: 60 } });
  const isbn = values.isbn ? isbn13(values.isbn) : null;
  if (values.isbn && isbn === null) faults.push({ column: "isbn", id: "isbn" });
  if (faults.length > 0) return { faults };
  return {
    house: of.house,
    values,
    barcode: values.barcode ?? "",
    placeId: place?.id ?? null,
    shelf,
    meaning,
    isLent: meaning === "on-loan" || values.lent === true,
    called: [...(values.record ? (keyOf(values.record) ?? []) : []), ...(isbn ? [isbn] : [])],
  };
}

/** `agency:number`, as the catalogue knows it. */
function keyOf(said: string): string[] | null {
  const at = said.lastIndexOf(":");
  const key = at < 1 ? null : controlKeyOf(said.slice(0, at), said.slice(at + 1));
  return key === null ? null : [key];
}
