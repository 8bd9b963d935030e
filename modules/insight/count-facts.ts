/** Counts what is announced. */
import { organisationsOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { type Event, listeningInBatches } from "#platform/events";
import { countedTypes, countsOf } from "./metrics.ts";
import * as store from "./store.ts";

/** Writes the facts of a batch of news, in one statement. An event told twice is counted once. */
export async function countFacts(ctx: TxCtx, events: Event[]): Promise<void> {
  const counts = events.flatMap((event) => countsOf(event).map((count, part) => ({ event, count, part })));
  const wanted = counts.flatMap(({ count: { owner } }) =>
    typeof owner === "object" && "organisationId" in owner ? [owner.organisationId] : [],
  );
  const organisations = await organisationsOf(ctx.db, [...new Set(wanted)]);
  const facts = counts.map(({ event, count, part }): store.Fact => {
    const { owner } = count;
    return {
      metric: count.metric,
      eventId: event.id,
      part,
      occurredAt: count.at ?? event.at.toString(),
      occurredOn: count.on ?? null,
      orgPath:
        owner === "city"
          ? ""
          : "orgPath" in owner
            ? owner.orgPath
            : (organisations.get(owner.organisationId)?.path ?? ""),
      amount: count.amount,
      sourceKind: count.source.kind,
      sourceId: count.source.id,
      aboutKind: count.about?.kind ?? null,
      aboutRef: count.about?.ref ?? null,
    };
  });
  await store.insertFacts(ctx.db, facts, ctx.city.zone);
}

export const listeners = listeningInBatches("insight", countedTypes, countFacts);
