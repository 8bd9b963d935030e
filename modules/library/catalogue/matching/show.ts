/** What may be the same, as staff see it. */
import type { AnswerOf } from "#contract";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { may, seers } from "../../may.ts";
import { readKept } from "../keeping/read-kept.ts";
import { type KeptRow, keptRecords, pathsOf } from "../keeping/record-store.ts";
import { linesOf } from "../reading/as-lines.ts";
import { sideBySide } from "../reading/side-by-side.ts";
import type { getLikeness, listLikenesses } from "./contract.ts";
import * as store from "./match-store.ts";

const shownAtOnce = 50;
const lastMerges = 20;

export async function listForDesk(ctx: Ctx): Promise<AnswerOf<typeof listLikenesses>> {
  const paths = pathsHeld(ctx.actor, ...seers);
  const merges = await store.lastMerges(ctx.db, paths, lastMerges);
  return {
    total: await store.countOpen(ctx.db, paths),
    items: await store.openLikenesses(ctx.db, paths, shownAtOnce),
    merges: merges.map((one) => ({ ...one, mergedAt: one.mergedAt.toString() })),
  };
}

/** Both records as they are now, whatever became of them. */
export async function showLikeness(
  ctx: Ctx,
  pair: readonly [number, number],
): Promise<AnswerOf<typeof getLikeness>> {
  const { why, settledHow } = found(await store.likenessOf(ctx.db, ...pair), "likeness", pair.join("-"));
  const rows = new Map((await keptRecords(ctx.db, pair)).map((row) => [row.id, row]));
  const counts = new Map((await store.itemCounts(ctx.db, pair)).map((one) => [one.id, one]));
  const sides = pair.map((id) => found(rows.get(id), "record", `${id}`));
  const [one, other] = sides.map((row) => {
    const { items = 0, owners = 0 } = counts.get(row.id) ?? {};
    return { id: row.id, title: row.title, state: row.state, items, owners };
  });
  const [left = [], right = []] = await Promise.all(sides.map(linesOfKept));
  return {
    why,
    settledHow,
    one: found(one, "record", `${pair[0]}`),
    other: found(other, "record", `${pair[1]}`),
    fields: sideBySide(left, right),
    mayJoin: may["record.join"](ctx.actor, { paths: await pathsOf(ctx.db, pair) }),
  };
}

async function linesOfKept(row: KeptRow): Promise<string[]> {
  const record = await readKept(row);
  return record ? linesOf(record).split("\n") : [];
}
