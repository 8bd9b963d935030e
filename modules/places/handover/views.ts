/** Hand-overs as the contract shows them: names of places, organisations and persons instead of keys. */

import type { AnswerOf, InputOf } from "#contract";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { facilities } from "../facility/facility-store.ts";
import { may, watching } from "../may.ts";
import { type Organisation, organisationsOf } from "../network/organisation-store.ts";
import { personNames, placeStaff } from "../slots.ts";
import type * as contract from "./contract.ts";
import * as store from "./handover-store.ts";
import { sameInventory, takeInventory } from "./inventory.ts";
import { type Parties, type Side, sidesOf } from "./sides.ts";

type View = AnswerOf<typeof contract.getHandover>;

/** The two organisations of a document: what every permission over it is asked about. */
export async function partiesOf(ctx: Ctx, id: string): Promise<Parties> {
  const { fromId, toId } = found(await store.handoverOf(ctx.db, id), "handover", id);
  const organisations = await organisationsOf(ctx.db, [fromId, toId]);
  return { from: organisationIn(organisations, fromId), to: organisationIn(organisations, toId) };
}

/** Where the asker holds a role that sees hand-overs: the list shows what `handover.see` allows. */
const watchedPaths = ({ actor }: Ctx) => pathsHeld(actor, ...watching);

export async function handoverList(
  ctx: Ctx,
  { place, after, limit = 50 }: InputOf<typeof contract.listHandovers>["query"],
): Promise<AnswerOf<typeof contract.listHandovers>> {
  const listed = await store.listHandovers(ctx.db, {
    paths: watchedPaths(ctx),
    placeId: place ?? null,
    after: after ?? null,
    limit: limit + 1,
  });
  const rows = listed.slice(0, limit);
  const organisations = await organisationsOf(ctx.db, [
    ...new Set(rows.flatMap(({ fromId, toId }) => [fromId, toId])),
  ]);
  return {
    items: rows.map((row) => {
      const [from, to] = [organisationIn(organisations, row.fromId), organisationIn(organisations, row.toId)];
      const own = row.state === "open" ? sidesOf(ctx.actor, { from, to }) : [];
      return {
        id: row.id,
        place: { id: row.placeId, name: named({ name: row.placeName, names: row.placeNames }, ctx.locale) },
        from: refOf(ctx, from),
        to: refOf(ctx, to),
        effectiveOn: row.effectiveOn,
        state: row.state,
        signed: row.signed,
        awaits: own.filter((side) => !row.signed.includes(side)),
      };
    }),
    next: listed.length > limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

export async function handoverView(ctx: Ctx, id: string): Promise<View> {
  const handover = found(await store.handoverOf(ctx.db, id), "handover", id);
  const { placeId, fromId, toId, inventory, state } = handover;
  const [places, organisations, signatures] = await Promise.all([
    facilities(ctx.db, [placeId]),
    organisationsOf(ctx.db, [fromId, toId]),
    store.signaturesOn(ctx.db, id),
  ]);
  const place = found(places[0], "place", placeId);
  const parties = { from: organisationIn(organisations, fromId), to: organisationIn(organisations, toId) };
  const can = canDo(ctx, handover, { parties, signatures });
  const unfinished = state === "open" || state === "signed";
  const [names, candidates, now] = await Promise.all([
    namesFor(ctx, [
      ...signatures.map(({ signer }) => signer),
      ...inventory.staff.map(({ subject }) => subject),
      ...(handover.endedBy ? [handover.endedBy] : []),
    ]),
    can.includes("change") ? ctx.slots.gather(placeStaff, ctx, { organisationId: fromId }) : [],
    unfinished ? takeInventory(ctx, { placeId, organisationId: fromId }, inventory) : inventory,
  ]);
  return {
    id,
    place: { id: placeId, name: named(place, ctx.locale), number: place.number, address: place.address },
    from: refOf(ctx, parties.from),
    to: refOf(ctx, parties.to),
    effectiveOn: handover.effectiveOn,
    lateBecause: handover.lateBecause,
    terms: handover.terms,
    state,
    digest: handover.digest,
    version: handover.version,
    drawnUpAt: handover.drawnUpAt.toString(),
    effectiveAt: handover.effectiveAt?.toString() ?? null,
    ended: endOf(handover, names),
    rooms: inventory.rooms,
    things: inventory.things,
    stock: inventory.stock.map(({ what, quantity, detail }) => ({ what, quantity, detail })),
    other: inventory.other,
    staff: inventory.staff.map((one) => ({ ...one, name: names.get(one.subject) ?? null })),
    signatures: signatures.map(({ side, signer, signedAt, voidedAt }) => ({
      side,
      name: names.get(signer) ?? null,
      at: signedAt.toString(),
      voidedAt: voidedAt?.toString() ?? null,
    })),
    outOfDate: unfinished && !sameInventory(inventory, now),
    candidates,
    can,
  };
}

function endOf(handover: store.Handover, names: ReadonlyMap<string, string>): View["ended"] {
  const { endedAt, endedBy, endedBecause } = handover;
  if (endedAt === null || endedBecause === null) return null;
  return { at: endedAt.toString(), by: endedBy ? (names.get(endedBy) ?? null) : null, because: endedBecause };
}

function canDo(
  ctx: Ctx,
  { state }: store.Handover,
  { parties, signatures }: { parties: Parties; signatures: store.Signature[] },
): View["can"] {
  if (state !== "open" && state !== "signed") return [];
  const valid = signatures.filter(({ voidedAt }) => voidedAt === null);
  const signs = (side: Side) =>
    state === "open" &&
    may["handover.sign"](ctx.actor, { ...parties, side }) &&
    !valid.some((one) => one.side === side || one.signer === ctx.actor.subject);
  return [
    ...(may["handover.change"](ctx.actor, parties) ? (["change"] as const) : []),
    ...(signs("from") ? (["sign-from"] as const) : []),
    ...(signs("to") ? (["sign-to"] as const) : []),
    ...(may["handover.refuse"](ctx.actor, parties) ? (["refuse"] as const) : []),
    ...(may["handover.change"](ctx.actor, parties) ? (["withdraw"] as const) : []),
  ];
}

async function namesFor(ctx: Ctx, subjects: readonly string[]): Promise<Map<string, string>> {
  if (subjects.length === 0) return new Map();
  const rows = await ctx.slots.gather(personNames, ctx, { subjects: [...new Set(subjects)] });
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}

function organisationIn(organisations: ReadonlyMap<string, Organisation>, id: string): Organisation {
  return found(organisations.get(id), "organisation", id);
}

function refOf(ctx: Ctx, organisation: Organisation): { id: string; name: string } {
  return { id: organisation.id, name: named(organisation, ctx.locale) };
}
