/** Draws of places, through the doors: of sessions and of classes, some taking entries, some over and to be checked. */
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
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { type DemoDraw, DRAWS, drawSource, drawTimes, drawWeights } from "../demo/draws.ts";
import type { DemoCity } from "../demo/types.ts";
import { actorOf, at, idOf, type Keys, peopleOf } from "./keys.ts";

export async function fillDraws(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const people = await peopleOf(ctx, city, keys);
  const taken = new Set<string>();
  for (const [n, plan] of DRAWS.entries()) {
    const drawn = await offersFor(ctx, keys, plan, taken);
    if (drawn.length === 0) {
      ctx.log.warn({ draw: n }, "no occasion of the demo is left to be drawn");
      continue;
    }
    for (const { id } of drawn) taken.add(id);
    await fillDraw(ctx, keys, { plan, drawn, people });
  }
}

type People = Record<"adults" | "children", readonly Actor[]>;

/** Who enters, each with whom they bring: children alone, grown-ups of all ages, in a draw in which everybody is named parents first. */
function entrantsOf({ children, adults }: People, plan: DemoDraw): { actor: Actor; brings: string[] }[] {
  if (plan.children) return children.map((actor) => ({ actor, brings: [] }));
  // They are told by key, the older ones last.
  const some = adults.filter((_, n) => n % 5 === 0).map((actor) => ({ actor, brings: [] }));
  if (plan.unnamed) return some;
  const parents = adults.flatMap((actor) => {
    const own = children.flatMap((one) =>
      one.subject === actor.subject ? (one.onBehalfOf?.subject ?? []) : [],
    );
    return own.length > 0 ? [{ actor, brings: own }] : [];
  });
  const entered = new Set(parents.map(({ actor }) => actor.subject));
  return [...parents.slice(0, 8), ...some.filter(({ actor }) => !entered.has(actor.subject))];
}

type Candidate = Awaited<ReturnType<typeof drawCandidates>>[number];

/** The classes it names, or the first session by key that is released before the numbers come and begins after they were drawn. */
async function offersFor(
  ctx: Ctx,
  keys: Keys,
  plan: DemoDraw,
  taken: ReadonlySet<string>,
): Promise<Candidate[]> {
  const { path } = idOf(keys.organisations, plan.organisation);
  const candidates = await drawCandidates(ctx.db, [path], ctx.clock());
  const byId = new Map(candidates.map((one) => [one.id, one]));
  if (plan.courses) return plan.courses.flatMap((key) => byId.get(idOf(keys.classes, key)) ?? []);
  const { knownFrom, revealBy } = drawTimes(plan, today(ctx), ctx.city.zone);
  const keyOf = new Map([...keys.offers].map(([session, offer]) => [offer, session]));
  const free = candidates.filter(
    ({ id, rules, releasedAt, startsAt }) =>
      keyOf.has(id) &&
      !taken.has(id) &&
      !rules.approval &&
      releasedAt.epochMilliseconds < knownFrom.epochMilliseconds &&
      // The line ends some hours before the start.
      startsAt.epochMilliseconds > revealBy.add({ hours: 24 }).epochMilliseconds,
  );
  // By key: the same occasions in every filling.
  return free.toSorted((a, b) => ((keyOf.get(a.id) ?? "") < (keyOf.get(b.id) ?? "") ? -1 : 1)).slice(0, 1);
}

async function fillDraw(
  ctx: Ctx,
  keys: Keys,
  { plan, drawn, people }: { plan: DemoDraw; drawn: readonly Candidate[]; people: People },
): Promise<void> {
  const times = drawTimes(plan, today(ctx), ctx.city.zone);
  const staff = async <R>(key: string, when: string, work: (inner: TxCtx) => Promise<R>) =>
    inTx({ ...at(ctx, when), actor: await actorOf(ctx, keys, key), channel: "desk" }, work);
  const [first] = drawn;
  const title = plan.title ?? (first && (await aboutOf(ctx, [first])).get(first.ref)?.title) ?? drawSource;
  const { drawId } = await staff(plan.by, times.opensAt.toString(), (inner) =>
    makeDraw(inner, {
      ...{ title, offerIds: drawn.map(({ id }) => id), ...times, confirmBy: null },
      ...{ valueKind: "double-colour", valueSource: drawSource, weights: drawWeights },
      ...{ mostPeople: plan.mostPeople, mostLots: plan.mostLots, unnamed: plan.unnamed },
      groups: plan.groups.map(({ kind, places, ...terms }) => ({
        ...{ kind, places: drawn.map(() => places) },
        terms: { [kind]: kind === "age" ? { ...terms, to: null } : terms },
      })),
    }),
  );
  const evening = at(ctx, times.opensAt.add({ hours: 35 }).toString());
  const some = entrantsOf(people, plan).slice(0, plan.entrants);
  const most = Math.min(
    plan.mostPeople,
    ...drawn.flatMap(({ rules, places }) => [rules.maxPerClaim, places]),
  );
  for (const [n, { actor, brings }] of some.entries()) {
    const unnamed = plan.unnamed ? Math.min(n % 3, most - 1) : 0;
    // Everybody begins with another class and wants one or two more.
    const choices = drawn.map((_, m) => String(1 + ((n + m) % drawn.length))).slice(0, 1 + (n % 3));
    await inTx({ ...evening, actor, channel: "portal" }, (inner) =>
      enterDraw(inner, { drawId, people: brings.slice(0, most - 1), unnamed, choices, most: 1 }),
    ).catch((error) => {
      // Some are too young or not known well enough for it, as in life.
      if (!(error instanceof Problem)) throw error;
    });
  }
  if (!plan.value) return;
  const { value } = plan;
  const minutes = (after: typeof times.closesAt, count: number) => after.add({ minutes: count }).toString();
  await staff(plan.by, minutes(times.closesAt, 1), (inner) => freezeDraw(inner, drawId));
  await staff(plan.by, minutes(times.knownFrom, 10), (inner) => typeValue(inner, drawId, value));
  await staff(plan.witness, minutes(times.knownFrom, 12), (inner) => confirmValue(inner, drawId, value));
  await carryOut(at(ctx, minutes(times.knownFrom, 13)), drawId);
}
