/** Which copy a scan at a box means: what has to do with the box comes before all others, since two houses may have one barcode. */
import { organisationsOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { titlesOf } from "../../catalogue/items/meant-store.ts";
import { longestBarcode, scanned } from "../../catalogue/items/scanned.ts";
import type { Box } from "./box-store.ts";
import { copiesOfBox } from "./which-copy-store.ts";

export interface SeveralCopies {
  is: "several";
  barcode: string;
  copies: { ownerId: string; owner: string; title: string }[];
}

export type CopyMeant =
  | { is: "one"; itemId: number; barcode: string }
  | SeveralCopies
  | { is: "none"; barcode: string };

/** Whoever the tag or somebody names as its owner is kept to. */
export async function copyMeant(
  ctx: TxCtx,
  { scan: said, ownerId, box, placeId }: { scan: string; ownerId: string | null; box: Box; placeId: string },
): Promise<CopyMeant> {
  const { db } = ctx;
  const scan = scanned(said);
  if (scan === null)
    throw invalid([{ field: "/body/scan", id: "too-long", data: { limit: longestBarcode } }]);
  const { barcode } = scan;
  if (ownerId === null && scan.owner === null) {
    const near = await copiesOfBox(db, box, [barcode, barcode.toUpperCase()]);
    const [first] = near;
    if (first && near.length === 1) return { is: "one", itemId: first.id, barcode: first.barcode };
    if (first) return several(ctx, barcode, near);
  }
  const [meant] = await itemsMeant(db, { scans: [scan], placeId, ownerId });
  if (!meant || meant.is === "none") return { is: "none", barcode };
  if (meant.is === "one") return { is: "one", itemId: meant.item.id, barcode: meant.item.barcode };
  const titles = await titlesOf(
    db,
    meant.items.map(({ recordId }) => recordId),
  );
  return several(
    ctx,
    barcode,
    meant.items.map(({ ownerId: of, recordId }) => ({ ownerId: of, title: titles.get(recordId) ?? "" })),
  );
}

async function several(
  ctx: TxCtx,
  barcode: string,
  copies: readonly { ownerId: string; title: string }[],
): Promise<SeveralCopies> {
  const owners = await organisationsOf(
    ctx.db,
    copies.map(({ ownerId }) => ownerId),
  );
  return {
    is: "several",
    barcode,
    copies: copies.map(({ ownerId, title }) => ({
      ownerId,
      owner: owners.get(ownerId)?.name ?? "",
      title,
    })),
  };
}
