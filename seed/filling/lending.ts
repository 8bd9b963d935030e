/** Readers of the demo with what they have, lent as at a till. */
import { checkOut, copiesAtHome, join, standByCredit } from "#library/filling";
import { type Ctx, inTx } from "#platform/ctx";
import { DEMO_CHILDREN, DEMO_READERS, type DemoReader } from "../demo/lending.ts";
import type { DemoCity } from "../demo/types.ts";
import { actorOf, at, idOf, type Keys } from "./keys.ts";

const clerk = "lib-desk";
export async function fillLending(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const wards = city.relations.flatMap(({ kind, ward }) => (kind === "guardian" ? ward : []));
  const children = DEMO_CHILDREN.flatMap((one, n): DemoReader[] => {
    const resident = wards[n];
    return resident === undefined ? [] : [{ ...one, resident }];
  });
  const readers = [...DEMO_READERS, ...children];
  const loans = readers.reduce((sum, reader) => sum + reader.loans.length, 0);
  const copies = await copiesAtHome(ctx.db, idOf(keys.places, "lib"), loans);
  const actor = await actorOf(ctx, keys, clerk);
  for (const reader of readers) {
    const { subject } = idOf(keys.residents, reader.resident);
    const as = (daysAgo: number) => ({
      ...at(
        ctx,
        ctx
          .clock()
          .subtract({ hours: 24 * daysAgo })
          .toString(),
      ),
      actor,
      channel: "desk" as const,
    });
    await inTx(as(60), async (inner) => {
      await join(inner, {
        subject,
        kind: "person",
        name: "",
        category: reader.category,
        homeId: idOf(keys.places, reader.home),
        validUntil: null,
        card: { issuerId: idOf(keys.organisations, "lib").id, number: reader.card },
      });
      if (reader.category === "adult") await standByCredit(inner.db, subject, inner.clock());
    });
    // In the order of time.
    for (const loan of reader.loans.toSorted((a, b) => b.daysAgo - a.daysAgo)) {
      const itemId = copies.shift();
      if (itemId === undefined) throw new Error("the demo's library has too few books to lend");
      await inTx(as(loan.daysAgo), (inner) =>
        checkOut(inner, { subject, itemId, placeId: idOf(keys.places, loan.at) }),
      );
    }
  }
}
