/** Entries as what is kept about a person: told to them, joined with their other account, forgotten. */
import type { Joining, Moved, PersonSection } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { groupName } from "./groups.ts";
import * as people from "./people-store.ts";
import { isBeforeDraw, phaseOf } from "./phase.ts";
import { tell } from "./tell.ts";

export async function exportEntries(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const rows = await entries.entriesOf(ctx.db, subject);
  if (rows.length === 0) return [];
  const text = textFor(ctx);
  return [
    {
      module: "booking",
      title: "export.draws",
      rows: rows.map(({ title, number, state, size, choices, groups, groupsOfDraw, madeAt }) => ({
        ...{ about: title, number, state, size },
        choices: choices.join(", "),
        groups: groupsOfDraw
          .filter(({ id }) => groups.includes(id))
          .map(({ terms }) => groupName(terms, text))
          .join(", "),
        madeAt: madeAt.toString(),
      })),
      words: { state: "drawing.entry" },
    },
  ];
}

/**
 * Who entered with both accounts keeps the entry made first, and is on no other; in a list that is frozen a number that is not kept leads
 * to nobody.
 */
export async function mergeEntries(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const both = [from.subject, into.subject] as const;
  await disbandAll(ctx, await entries.loosenLater(ctx.db, both, ctx.clock()));
  await people.leaveTwice(ctx.db, both, ctx.clock());
  const made = await entries.move(ctx.db, ...both);
  const rows = made + (await people.movePeople(ctx.db, ...both));
  return rows === 0 ? [] : [{ module: "booking", what: "merge.draws", rows, settled: [] }];
}

export async function forgetEntries(ctx: TxCtx, subject: string): Promise<number> {
  const own = await entries.forget(ctx.db, subject, ctx.clock());
  await disbandAll(ctx, own);
  return own.length + (await people.forgetOn(ctx.db, subject, ctx.clock()));
}

/** These entries are nobody's any more: who came onto one by its code is told, while it matters. */
async function disbandAll(ctx: TxCtx, entryIds: readonly string[]): Promise<void> {
  const were = Map.groupBy(await people.disband(ctx.db, entryIds), ({ drawId }) => drawId);
  for (const [drawId, those] of were) {
    const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
    if (!isBeforeDraw(phaseOf(draw, ctx.clock()))) continue;
    const to = those.map(({ subject }) => subject);
    await tell(ctx, draw, "notice.draw.entry-gone", to);
  }
}
