/** Photographs of a place: entered by its editors with words for those who do not see them, ordered, erased. */
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { forgetImage, keepImage, readyImage, type ShownImage, shownImages } from "#platform/images";
import { placeNotInReview, placeToEdit } from "../publishing/in-review.ts";
import * as store from "./photograph-store.ts";

/** So many a place may have; the numbers of their order end there. */
export const mostPhotographs = 12;

export interface PhotographWords {
  alt: string;
  alts?: Record<string, string>;
  credit?: string;
  licence: store.Photograph["licence"];
}

const tidy = ({ alt, alts = {}, credit = "", licence }: PhotographWords) => ({
  alt: alt.trim(),
  alts,
  credit: credit.trim(),
  licence,
});

/** Adds a photograph as the last one. `file` is its bytes in base64. Refuses more than twelve and what is no picture. */
export async function addPhotograph(
  ctx: TxCtx,
  placeId: string,
  { file, ...words }: PhotographWords & { file: string },
): Promise<{ id: string }> {
  // Before the lock: it takes seconds, and others of this place would wait for it with a connection each.
  const ready = await readyImage(Buffer.from(file, "base64"), "/body/file");
  await placeToEdit(ctx, placeId);
  const there = await store.photographsOf(ctx.db, [placeId]);
  if (there.length >= mostPhotographs) throw refused("photograph.too-many", { most: mostPhotographs });
  const image = await keepImage(ctx, ready);
  const id = newId();
  await store.insertPhotograph(ctx.db, { ...tidy(words), id, placeId, image: image.id });
  await changed(ctx, placeId, "photograph.added", { photograph: id });
  return { id };
}

/** Changes the words of a photograph. */
export async function changePhotograph(
  ctx: TxCtx,
  placeId: string,
  { id, ...words }: PhotographWords & { id: string },
): Promise<void> {
  await placeNotInReview(ctx, placeId);
  await ours(ctx, placeId, id);
  await store.updateWords(ctx.db, { ...tidy(words), id });
  await changed(ctx, placeId, "photograph.changed", { photograph: id });
}

/** Puts all photographs of the place into this order. Refuses a list that is not exactly all of them. */
export async function orderPhotographs(ctx: TxCtx, placeId: string, ids: readonly string[]): Promise<void> {
  await placeNotInReview(ctx, placeId);
  const there = (await store.photographsOf(ctx.db, [placeId])).map(({ id }) => id);
  if (new Set(ids).size !== ids.length || !sameSet(ids, there))
    throw invalid([{ field: "/body/ids", id: "photograph.order" }]);
  await store.orderPhotographs(ctx.db, ids);
  await changed(ctx, placeId, "photograph.ordered", {});
}

/** Erases a photograph with all its files. */
export async function erasePhotograph(ctx: TxCtx, placeId: string, id: string): Promise<void> {
  await placeNotInReview(ctx, placeId);
  const one = await ours(ctx, placeId, id);
  await store.deletePhotograph(ctx.db, id);
  await store.orderPhotographs(
    ctx.db,
    (await store.photographsOf(ctx.db, [placeId])).map((other) => other.id),
  );
  await forgetImage(ctx, one.image);
  await changed(ctx, placeId, "photograph.erased", { photograph: id });
}

export type ShownPhotograph = store.Photograph & { picture: ShownImage };

/** The photographs of a place with their pictures, in their order. */
export async function shownPhotographs(db: Db, placeId: string): Promise<ShownPhotograph[]> {
  const rows = await store.photographsOf(db, [placeId]);
  const pictures = await shownImages(
    db,
    rows.map(({ image }) => image),
  );
  return rows.map((row) => ({ ...row, picture: found(pictures.get(row.image), "image", row.image) }));
}

async function ours(ctx: Ctx, placeId: string, id: string): Promise<store.Photograph> {
  const rows = await store.photographsOf(ctx.db, [placeId]);
  return found(
    rows.find((row) => row.id === id),
    "photograph",
    id,
  );
}

async function changed(
  ctx: TxCtx,
  placeId: string,
  what: string,
  detail: Record<string, string>,
): Promise<void> {
  await audit(ctx, { what, on: { kind: "place", id: placeId }, detail });
  await announce(ctx, "place.photographs-changed", { placeId });
}

const sameSet = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id) => other.includes(id));
