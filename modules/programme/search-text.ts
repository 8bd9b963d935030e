/** What an event is found by: its title first, then its words in every language, its audience last. */
import type { TxCtx } from "#platform/ctx";
import { type Field, toTsvector } from "#platform/search";
import * as store from "./event-store.ts";

/** Writes the search text of an event anew. */
export async function refreshSearch(ctx: TxCtx, eventId: string): Promise<void> {
  const event = await store.event(ctx.db, eventId);
  if (event) await store.setSearch(ctx.db, eventId, toTsvector(fieldsOf(event)));
}

function fieldsOf(event: store.Event): Field[] {
  const told = [event, ...Object.values(event.translations)];
  return told.flatMap((one): Field[] =>
    one
      ? [
          { text: one.title, weight: "A" },
          { text: one.summary, weight: "B" },
          { text: one.audience, weight: "C" },
          { text: one.description },
        ]
      : [],
  );
}
