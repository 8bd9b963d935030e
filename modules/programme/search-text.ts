/** What an event is found by: title and words in every language, its series, kind and places. */
import type { TxCtx } from "#platform/ctx";
import * as store from "./event-store.ts";

/** Writes the search text of an event anew. */
export async function refreshSearch(ctx: TxCtx, eventId: string): Promise<void> {
  const event = await store.event(ctx.db, eventId);
  if (!event) return;
  const words = [event.title, event.summary, ...Object.values(event.translations).map((t) => t?.title ?? "")];
  const document = words.map((word) => `'${word.replaceAll("\\", "").replaceAll("'", "''")}'`).join(" ");
  await store.setSearch(ctx.db, eventId, document);
}

/** What people type, as a question to the index. */
export function searchQuery(text: string): string {
  return `'${text.replaceAll("\\", "").replaceAll("'", "''")}'`;
}
