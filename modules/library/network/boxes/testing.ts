/** What is done with boxes, each in a transaction of its own, and what has become of copies. */
import { type Ctx, inTx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { checkIn } from "../../circulation/lending/check-in.ts";
import { aHouse, aReader, type House } from "../../circulation/testing.ts";
import { aBox } from "../testing.ts";
import { openBox, putIn } from "./boxes.ts";
import { findingsOf } from "./finding-store.ts";
import { closeBox, receiveScan } from "./receive.ts";

export const houses = (ctx: Ctx, many: number) =>
  inTx(ctx, async (inner) => {
    const all: House[] = [];
    for (let n = 0; n < many; n++) all.push(await aHouse(inner));
    return all as [House, House, ...House[]];
  });
export const put = (ctx: Ctx, id: string, scan: string, ownerId: string | null = null) =>
  inTx(ctx, (inner) => putIn(inner, { id, scan, ownerId }));
export const receive = (ctx: Ctx, id: string, scan: string, ownerId: string | null = null) =>
  inTx(ctx, (inner) => receiveScan(inner, { id, scan, ownerId }));
export const close = (ctx: Ctx, id: string) => inTx(ctx, (inner) => closeBox(inner, id));
export const scanAt = (ctx: Ctx, itemId: number, { placeId }: House) =>
  inTx(ctx, (inner) => checkIn(inner, { itemId, placeId }));
export const boxed = (ctx: Ctx, differs: Parameters<typeof aBox>[1] = {}) =>
  inTx(ctx, (inner) => aBox(inner, differs));
export const between = (ctx: Ctx, from: House, to: House) =>
  inTx(ctx, (inner) => openBox(inner, { fromId: from.placeId, toId: to.placeId, code: "" }));
export const awayOf = async (db: Db, itemId: number) =>
  (await db.one<{ away: string | null }>`select away from library.item where id = ${itemId}`).away;
export const openWay = (db: Db, itemId: number) =>
  db.maybeOne<{ fromId: string; toId: string; boxId: string | null }>`
    select from_id, to_id, box_id from library.transit where item_id = ${itemId} and ended_on is null`;
export const findings = async (ctx: Ctx, id: string) =>
  (await findingsOf(ctx.db, id, 20)).map(({ kind, how }) => `${kind} ${how ?? "open"}`).toSorted();

/** Somebody waits for the title and collects it at this house. */
export const waitFor = (ctx: Ctx, recordId: number, at: House) =>
  inTx(ctx, async (inner) => {
    const { subject } = await aReader(inner, at);
    const { id } = await inner.db.one<{ id: string }>`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
      values (gen_random_uuid(), ${subject}, ${recordId}, ${at.placeId}, ${at.path}, 'adult', ${at.path}, ${inner.clock()}) returning id`;
    return { id, subject };
  });
export const holdOf = (db: Db, id: string) =>
  db.maybeOne<{ state: string; itemId: number | null }>`
    select state, item_id from library.hold where id = ${id}`;
