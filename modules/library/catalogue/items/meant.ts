/** Which copy is meant by what was scanned: one answer for the desk, stocktakes, machines and what was scanned without a line. */
import { organisationsByIsil, organisationsOf, placeOf } from "#places";
import type { Db } from "#platform/db";
import { found } from "#platform/errors";
import { type Here, type MeantItem, nearestOf } from "./meant-store.ts";
import type { Scan } from "./scanned.ts";

export type Meant =
  | { is: "one"; item: MeantItem }
  /** Equally near: somebody says whose it is. */
  | { is: "several"; items: (MeantItem & { owner: string })[] }
  | { is: "none" };

/**
 * For each scan, in their order: the copy at home here, else the one of this place's house, else the only one. An owner whom the tag names is kept to;
 * where nobody here has that ISIL the barcode alone is asked. Small letters mean capitals where nothing is called so.
 */
export async function itemsMeant(
  db: Db,
  {
    scans,
    placeId,
    shelf = "",
    ownerId = null,
  }: {
    scans: readonly Scan[];
    /** Null: nowhere in particular. */
    placeId: string | null;
    /** That is counted. */
    shelf?: string;
    /** Whose it is, where somebody has said it. */
    ownerId?: string | null;
  },
): Promise<Meant[]> {
  const here: Here | null =
    placeId === null
      ? null
      : { placeId, shelf, orgPath: found(await placeOf(db, placeId), "place", placeId).orgPath };
  const houses = await organisationsByIsil(
    db,
    scans.flatMap(({ owner }) => owner?.toUpperCase() ?? []),
  );
  const asked = scans.map(({ owner, barcode }) => {
    const ownerPath = houses.get(owner?.toUpperCase() ?? "")?.path ?? null;
    return {
      barcode,
      ownerPath,
      whole: owner !== null && ownerPath === null ? `${owner}.${barcode}` : barcode,
    };
  });
  const near = Map.groupBy(await nearestOf(db, asked, { here, ownerId }), ({ at }) => at);
  const owners = await organisationsOf(
    db,
    [...near.values()].flatMap((some) => (some.length > 1 ? some.map((item) => item.ownerId) : [])),
  );
  return scans.map((_, at): Meant => {
    const items = (near.get(at) ?? []).map(({ at: __, ...item }) => item);
    const [item, ...others] = items;
    if (!item) return { is: "none" };
    if (others.length === 0) return { is: "one", item };
    return {
      is: "several",
      items: items.map((one) => ({ ...one, owner: owners.get(one.ownerId)?.name ?? "" })),
    };
  });
}
