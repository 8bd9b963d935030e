/** Two draws of places, through the doors: one that takes entries, and one that is over and can be checked. */
import { aboutOf } from "#booking";
import {
  carryOut,
  confirmValue,
  drawCandidates,
  enterDraw,
  freezeDraw,
  makeDraw,
  typeValue,
} from "#booking/filling";
import { actorFor } from "#people";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { DRAWS } from "../demo/draws.ts";
import { idOf, type Keys } from "./keys.ts";

export async function fillDraws(ctx: Ctx, keys: Keys): Promise<void> {
  const sessions = new Map([...keys.offers].map(([session, offer]) => [offer, session]));
  const paths = [idOf(keys.organisations, DRAWS.organisation).path];
  const ahead = ctx.clock().add({ hours: 24 * 4 });
  const free = (await drawCandidates(ctx.db, paths, ctx.clock()))
    .filter(
      ({ id, startsAt, rules }) =>
        sessions.has(id) && !rules.approval && startsAt.epochMilliseconds > ahead.epochMilliseconds,
    )
    // By key: the same occasions in every filling.
    .toSorted((a, b) => ((sessions.get(a.id) ?? "") < (sessions.get(b.id) ?? "") ? -1 : 1));
  const people = [...keys.residents.keys()].slice(0, DRAWS.entrants);
  for (const [n, plan] of DRAWS.draws.entries()) {
    const known = ctx.clock().add({ hours: plan.hours.known });
    const at = free.findIndex(({ releasedAt }) => releasedAt.epochMilliseconds < known.epochMilliseconds);
    const [offer] = at < 0 ? [] : free.splice(at, 1);
    if (!offer) {
      ctx.log.warn({ draw: n }, "no occasion of the demo is left to be drawn");
      continue;
    }
    const when = (hours: number): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ hours }) });
    const as = async <R>(hours: number, key: string, work: (inner: TxCtx) => Promise<R>) => {
      const { account } = keys.staff.get(key) ?? idOf(keys.residents, key);
      const actor = await actorFor(ctx, { account, actingFor: null });
      if (!actor) throw new Error(`nobody is ${key}`);
      const channel = keys.staff.has(key) ? ("desk" as const) : ("portal" as const);
      return inTx({ ...when(hours), actor, channel }, work);
    };
    const after = (hours: number) => ctx.clock().add({ hours });
    const title = (await aboutOf(ctx, [offer])).get(offer.ref)?.title ?? plan.source;
    const { hours, source } = plan;
    const { drawId } = await as(hours.opens, DRAWS.by, (inner) =>
      makeDraw(inner, {
        ...{ title, offerIds: [offer.id], valueKind: "double-colour", valueSource: source },
        ...{ opensAt: after(hours.opens), closesAt: after(hours.closes), knownFrom: known },
        ...{
          revealBy: after(hours.reveal),
          confirmBy: null,
          mostPeople: 3,
          mostLots: 1,
          weights: DRAWS.weights,
        },
      }),
    );
    for (const [n, key] of people.entries()) {
      const size = Math.min(1 + (n % 3), offer.places);
      const entry = { drawId, size, choices: ["1"], most: 1 };
      await as(hours.enter, key, (inner) => enterDraw(inner, entry)).catch((error) => {
        // Some are too young or not known well enough for it, as in life.
        if (!(error instanceof Problem)) throw error;
      });
    }
    if (!plan.value) continue;
    const { value } = plan;
    await as(hours.closes + 1, DRAWS.by, (inner) => freezeDraw(inner, drawId));
    await as(hours.known + 1, DRAWS.by, (inner) => typeValue(inner, drawId, value));
    await as(hours.known + 1, DRAWS.witness, (inner) => confirmValue(inner, drawId, value));
    await carryOut(when(hours.known + 1), drawId);
  }
}
