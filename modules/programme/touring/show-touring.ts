/** Touring exhibitions as they are read: in public where they are, at the desk with all their legs. */
import type { AnswerOf } from "#contract";
import { organisationsCovered, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { event as eventById } from "../event-store.ts";
import { organiserNames } from "../finding/around.ts";
import { publishers, seers, writers } from "../may.ts";
import type { deskLeg, deskTouring, deskTourings, LegRow, listTours } from "./contract.ts";
import { goes, takesDays, type Way } from "./leg.ts";
import * as legStore from "./leg-store.ts";
import { may } from "./may.ts";
import * as store from "./touring-store.ts";

const mostHouses = 500;
const mostLegsListed = 60;
/** So long after its last day a tour is still told of in public. */
const toldForDays = 365;

/** Tours that are told of in public, each with its stops in their order. */
export async function toursNow(ctx: Ctx): Promise<AnswerOf<typeof listTours>> {
  const now = today(ctx);
  const legs = await legStore.publicLegs(ctx.db, now.subtract({ days: toldForDays }));
  const nameOf = await organiserNames(
    ctx,
    legs.flatMap(({ ownerId, organisationId }) => [ownerId, organisationId]),
  );
  const placeOf = await placeName(ctx, legs);
  const items = [...Map.groupBy(legs, ({ touringId }) => touringId)].flatMap(([id, stops]) => {
    const [first] = stops;
    if (!first) return [];
    const { title, summary, languages, ownerId } = first;
    return [
      {
        ...{ id, title, summary, languages, owner: nameOf(ownerId) },
        stops: stops.flatMap(({ eventId, organisationId, placeId, from, through, state }) =>
          eventId === null
            ? []
            : [
                {
                  ...{
                    eventId,
                    organisation: nameOf(organisationId),
                    place: placeOf(placeId),
                    from,
                    through,
                  },
                  when: whenOf({ from, through, state }, now.toString()),
                },
              ],
        ),
      },
    ];
  });
  return { items };
}

/** What has left is over, however long it was to stay. */
function whenOf(
  { from, through, state }: Pick<legStore.Leg, "from" | "through" | "state">,
  day: string,
): "now" | "coming" | "over" {
  if (["handed-on", "returning", "home"].includes(state) || through < day) return "over";
  return from <= day ? "now" : "coming";
}

export async function listForDesk(ctx: Ctx): Promise<AnswerOf<typeof deskTourings>> {
  const paths = pathsHeld(ctx.actor, ...seers);
  const own = await store.touringsBelow(ctx.db, paths);
  const offered = (await store.touringsOffered(ctx.db, today(ctx))).filter(({ id }) =>
    own.every((one) => one.id !== id),
  );
  const nameOf = await organiserNames(
    ctx,
    [...own, ...offered].map(({ organisationId }) => organisationId),
  );
  const row = ({ id, title, organisationId, offered }: store.Touring) => ({
    ...{ id, title, offered, owner: nameOf(organisationId) },
  });
  return {
    own: own.map(row),
    offered: offered.map((one) => {
      const { crates, wallMetres, lentFrom, lentThrough } = one;
      return { ...row(one), crates, wallMetres, lentFrom, lentThrough };
    }),
    legs: await rowsOf(ctx, await legStore.legsBelow(ctx.db, paths, mostLegsListed)),
    organisations: await housesAt(ctx, pathsHeld(ctx.actor, ...writers)),
  };
}

/** Who may see it: its legs are known. */
export async function touringTarget(ctx: Ctx, id: string) {
  const touring = found(await store.touring(ctx.db, id), "touring", id);
  return { ...touring, legPaths: (await legStore.legsOf(ctx.db, id)).map(({ orgPath }) => orgPath) };
}

export async function showTouring(ctx: Ctx, id: string): Promise<AnswerOf<typeof deskTouring>> {
  const touring = found(await store.touring(ctx.db, id), "touring", id);
  const { orgPath: _, organisationId, ...words } = touring;
  const legs = await legStore.legsOf(ctx.db, id);
  const seen = legs.filter((leg) => takesDays(leg.state) || may["leg.see"](ctx.actor, leg));
  const asking = await housesAt(ctx, pathsHeld(ctx.actor, ...publishers));
  const owns = asking.some((house) => house.id === organisationId);
  const can = [
    ["write", may["touring.write"](ctx.actor, touring)],
    ["offer", may["touring.offer"](ctx.actor, touring)],
    ["ask", (touring.offered || owns) && asking.length > 0],
  ] as const;
  return {
    ...words,
    owner: (await organiserNames(ctx, [organisationId]))(organisationId),
    legs: await rowsOf(ctx, seen),
    organisations: touring.offered ? asking : asking.filter((house) => house.id === organisationId),
    can: can.flatMap(([what, may]) => (may ? [what] : [])),
  };
}

export async function legTarget(ctx: Ctx, id: string): Promise<legStore.Leg> {
  return found(await legStore.leg(ctx.db, id), "tour-leg", id);
}

const ruleOf = {
  answer: "leg.answer",
  cancel: "leg.cancel",
  send: "leg.send",
  arrive: "leg.handle",
  "begin-event": "leg.begin-event",
  leave: "leg.handle",
  "take-home": "leg.send",
} as const satisfies Record<Way, keyof typeof may>;

// The keys of the table above.
const allWays = Object.keys(ruleOf) as Way[];

export async function showLeg(ctx: Ctx, id: string): Promise<AnswerOf<typeof deskLeg>> {
  const leg = await legTarget(ctx, id);
  const touring = found(await store.touring(ctx.db, leg.touringId), "touring", leg.touringId);
  const [row] = await rowsOf(ctx, [leg]);
  if (!row) throw new Error(`leg ${id} has no row`);
  const event = leg.eventId ? await eventById(ctx.db, leg.eventId) : null;
  const others = (await legStore.legsOf(ctx.db, leg.touringId)).filter((one) => one.id !== id);
  const nameOf = await organiserNames(
    ctx,
    others.map(({ organisationId }) => organisationId),
  );
  const crates = await legStore.checksOf(ctx.db, id);
  const ways = allWays.filter(
    (way) =>
      goes(way, leg.state) &&
      may[ruleOf[way]](ctx.actor, leg) &&
      (way !== "begin-event" || leg.eventId === null),
  );
  return {
    ...row,
    ...{ version: leg.version, message: leg.message, because: leg.because, betweenDays: leg.betweenDays },
    ...{ crates: touring.crates, insuredYuan: touring.insuredYuan, transport: touring.transport },
    ...{ sentOn: leg.sentOn, arrivedOn: leg.arrivedOn, leftOn: leg.leftOn, homeOn: leg.homeOn },
    event: event && { id: event.id, title: event.title, state: event.state },
    checks: crates.map(({ settledAt: _, notedAt, ...check }) => ({ ...check, notedAt: notedAt.toString() })),
    next: others.flatMap((one) =>
      one.state === "agreed"
        ? [{ id: one.id, organisation: nameOf(one.organisationId), from: one.from }]
        : [],
    ),
    can: [...ways, ...(leg.troubled && may["leg.settle"](ctx.actor, leg) ? (["settle"] as const) : [])],
  };
}

async function rowsOf(ctx: Ctx, legs: readonly legStore.Leg[]): Promise<LegRow[]> {
  const nameOf = await organiserNames(
    ctx,
    legs.flatMap(({ ownerId, organisationId }) => [ownerId, organisationId]),
  );
  const placeOf = await placeName(ctx, legs);
  return legs.map((leg) => {
    const open = may["leg.see"](ctx.actor, leg);
    return {
      id: leg.id,
      touring: { id: leg.touringId, title: leg.title },
      owner: nameOf(leg.ownerId),
      organisation: nameOf(leg.organisationId),
      place: placeOf(leg.placeId),
      from: leg.from,
      through: leg.through,
      state: leg.state,
      // What was found in the crates is between the two houses.
      troubled: open && leg.troubled,
      open,
    };
  });
}

async function placeName(ctx: Ctx, legs: readonly Pick<legStore.Leg, "placeId">[]) {
  const places = await placesOf(ctx.db, [...new Set(legs.map(({ placeId }) => placeId))]);
  return (id: string) => {
    const place = places.get(id);
    return place ? { id, name: named(place, ctx.locale) } : null;
  };
}

/** Houses at or below these paths, named for the reader. */
export async function housesAt(ctx: Ctx, paths: readonly string[]): Promise<{ id: string; name: string }[]> {
  const covered = await organisationsCovered(ctx.db, {
    at: paths,
    below: [],
    words: null,
    limit: mostHouses,
  });
  return covered.map(({ id, ...row }) => ({ id, name: named(row, ctx.locale) }));
}
