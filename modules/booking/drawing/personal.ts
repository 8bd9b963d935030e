/** Entries as what is kept about a person: told to them, joined with their other account, forgotten. */
import type { Joining, Moved, PersonSection } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import * as entries from "./entry-store.ts";
import { groupName } from "./groups.ts";

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

/** Who entered with both accounts keeps the entry made first; in a list that is frozen the other number leads to nobody. */
export async function mergeEntries(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const rows = await entries.move(ctx.db, from.subject, into.subject, ctx.clock());
  return rows === 0 ? [] : [{ module: "booking", what: "merge.draws", rows, settled: [] }];
}

export const forgetEntries = (ctx: TxCtx, subject: string): Promise<number> =>
  entries.forget(ctx.db, subject, ctx.clock());
