/** Items as staff see them. */
import type { AnswerOf } from "#contract";
import { organisationsOf, placeOf, placesOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import { ownPlaces } from "../../own-places.ts";
import { proposed } from "./add-items.ts";
import type * as contract from "./contract.ts";
import * as store from "./item-store.ts";
import { sayable } from "./status.ts";

type ItemView = AnswerOf<typeof contract.recordItems>["items"][number];

const briefOf = ({ id, name }: { id: string; name: string }) => ({ id, name });

/** Why the desk or the network changed an item; else a file did. */
const deskWhys = ["edited", "stocktake", "weeding", "rotation", "floating"] as const;

export async function showRecordItems(
  ctx: Ctx,
  id: number,
  placeId?: string,
): Promise<AnswerOf<typeof contract.recordItems>> {
  const { state, kind, ...record } = found(await store.recordTitle(ctx.db, id), "record", `${id}`);
  const items = await store.itemsOfRecord(ctx.db, id);
  const takes = kind === "bibliographic" && (state === "standing" || state === "hidden");
  return {
    id,
    ...record,
    items: await itemViews(ctx, items),
    adding: takes ? await addingFor(ctx, { id, items, placeId }) : null,
  };
}

/** Null where the asker edits for no place. */
async function addingFor(
  ctx: Ctx,
  { id, items, placeId }: { id: number; items: readonly store.Item[]; placeId: string | undefined },
): Promise<AnswerOf<typeof contract.recordItems>["adding"]> {
  const places = await ownPlaces(ctx, ...landers);
  const [first] = places;
  if (!first) return null;
  // Where the copy before it went, else where the newest one of the record stands.
  const isOwn = (wanted: string | null | undefined) => places.some((one) => one.id === wanted);
  const there = items.filter((item) => isOwn(item.placeId)).toSorted((a, b) => b.id - a.id)[0]?.placeId;
  const chosen = (isOwn(placeId) ? placeId : there) ?? first.id;
  const place = found(await placeOf(ctx.db, chosen), "place", chosen);
  return {
    places: places.map(briefOf),
    houses: (await ownOrganisations(ctx, ...landers)).map(briefOf),
    placeId: place.id,
    ...(await proposed(ctx, id, { place, items })),
  };
}

export async function showItem(ctx: Ctx, id: number): Promise<AnswerOf<typeof contract.getItem>> {
  const item = found(await store.itemBy(ctx.db, id), "item", `${id}`);
  const [view] = await itemViews(ctx, [item]);
  const versions = await store.versionsOf(ctx.db, id);
  const was = await placesOf(
    ctx.db,
    versions.flatMap(({ was }) => (typeof was.place_id === "string" ? was.place_id : [])),
  );
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    ...found(view, "item", `${id}`),
    version: item.version,
    places: (await ownPlaces(ctx, ...landers)).map(briefOf),
    mayWrite: may["item.write"](ctx.actor, item),
    sayable: sayable(item),
    usedInHouse: await store.usedSince(ctx.db, id, today(ctx).subtract({ years: 1 }).toString()),
    stays: await store.whyItStays(ctx.db, id),
    versions: versions.map(({ version, was: old, why, file, endedAt }) => ({
      version,
      status: text(old.status),
      place: was.get(text(old.place_id))?.name ?? null,
      shelf: text(old.shelf),
      callNumber: text(old.call_number),
      why: deskWhys.find((one) => one === why) ?? "file",
      file,
      endedAt: endedAt.toString(),
    })),
  };
}

/** With the names of their places and owners. */
export async function itemViews(ctx: Ctx, items: readonly store.Item[]): Promise<ItemView[]> {
  const places = await placesOf(
    ctx.db,
    items.flatMap(({ placeId }) => placeId ?? []),
  );
  const owners = await organisationsOf(
    ctx.db,
    items.map(({ ownerId }) => ownerId),
  );
  return items.map(({ ownerId, orgPath: _, placeId, version: __, ...item }) => ({
    ...item,
    owner: owners.get(ownerId)?.name ?? "",
    place: placeId === null ? null : { id: placeId, name: places.get(placeId)?.name ?? "" },
  }));
}
