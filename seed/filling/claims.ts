/** Claims and arrivals, each at its own moment and by the person who made it. */
import { cancelClaim, checkIn, claim, settleOffers, walkIn } from "#booking/filling";
import { actorFor } from "#people/filling";
import { type Actor, system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { holdSessions } from "#programme/filling";
import type { DemoCity, DemoClaim } from "../demo/types.ts";
import { at, idOf, type Keys } from "./keys.ts";

const atOnce = 6;

export interface Filled {
  made: number;
  /** Claims that a rule refused, by reason: the data asked for more than the rules give. */
  refused: Map<string, number>;
}

/** Several sessions at once, each session's claims in their own order. */
export async function fillClaims(ctx: Ctx, city: DemoCity, keys: Keys, step: () => void): Promise<Filled> {
  const filled: Filled = { made: 0, refused: new Map() };
  const actors = new Map<string, Actor>();
  for (const [key, { account }] of keys.residents) {
    const actor = await actorFor(ctx, { account, actingFor: null });
    if (actor) actors.set(key, actor);
  }
  const sessions = [...Map.groupBy(city.claims, ({ session }) => session).values()];
  const work = async () => {
    for (let claims = sessions.pop(); claims; claims = sessions.pop()) {
      for (const one of claims) {
        try {
          await fillClaim(ctx, one, keys, actors);
          filled.made += 1;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          filled.refused.set(error.id, (filled.refused.get(error.id) ?? 0) + 1);
        }
        step();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await settleOffers(ctx);
  await holdSessions(ctx);
  return filled;
}

async function fillClaim(ctx: Ctx, one: DemoClaim, keys: Keys, actors: Map<string, Actor>): Promise<void> {
  const offerId = keys.offers.get(one.session);
  // No waiting list yet: who waits in the data simply has no place.
  if (!offerId || one.state === "waiting") return;
  if (one.resident === null) {
    if (one.checkedInAt) {
      await inTx({ ...at(ctx, one.checkedInAt), channel: "door" }, (inner) =>
        walkIn(inner, { offerId, size: one.size }),
      );
    }
    return;
  }
  const { account, subject } = idOf(keys.residents, one.resident);
  const holder = actors.get(one.resident) ?? system;
  const agent = one.madeBy ? actors.get(one.madeBy) : undefined;
  const actor = agent ? { ...agent, onBehalfOf: { account, subject, as: "helper" as const } } : holder;
  const { claimId } = await inTx(
    { ...at(ctx, one.madeAt), actor, channel: agent ? "helper" : "portal" },
    (inner) => claim(inner, { offerId, size: one.size, subject, pool: one.channel }),
  );
  if (one.cancelledAt)
    await inTx({ ...at(ctx, one.cancelledAt), actor }, (inner) => cancelClaim(inner, { claimId }));
  if (one.checkedInAt) {
    await inTx({ ...at(ctx, one.checkedInAt), channel: "door" }, (inner) =>
      checkIn(inner, { offerId, claimId }),
    );
  }
}
