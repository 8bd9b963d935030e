/** The network as staff see it: today's work at one place, a box, plans, groups, members. */
import type { AnswerOf } from "#contract";
import { isilsOf, organisationsOf, type Place, placeOf, placesOf, rootPaths } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { barsOf } from "../catalogue/shelf/code-128.ts";
import { placesWithItems } from "../catalogue/shelf/shelf-store.ts";
import { landers, may, seers } from "../may.ts";
import { ownOrganisations } from "../own-organisations.ts";
import { ownPlaces } from "../own-places.ts";
import * as boxes from "./boxes/box-store.ts";
import { mostInABox } from "./boxes/boxes.ts";
import { type BoxFinding, findingsOf, openFindingsAt } from "./boxes/finding-store.ts";
import { receivers } from "./boxes/receive.ts";
import type * as contract from "./contract.ts";
import { floatingGroups } from "./floating/floating-store.ts";
import { daysOnWay, housesWithItems, members } from "./members/member-store.ts";
import {
  type Rotation,
  type RotationCounts,
  rotationItems,
  rotationOf,
  rotationsUnder,
} from "./rotations/rotation-store.ts";

const most = 200;

type Network = AnswerOf<typeof contract.network>;
type BoxView = Network["boxes"][number];
type FindingView = Network["findings"][number];

const briefOf = ({ id, name }: { id: string; name: string }) => ({ id, name });
const briefIn = (places: ReadonlyMap<string, Place>, id: string) => ({
  id,
  name: places.get(id)?.name ?? "",
});

/** The moment before which what began its way is too long on it. */
export async function lateBefore(ctx: Ctx) {
  const days = await daysOnWay(ctx.db);
  return { days, before: ctx.clock().subtract({ hours: 24 * days }) };
}

export async function showNetwork(
  ctx: Ctx,
  { place: placeId, to }: { place?: string | undefined; to?: string | undefined },
): Promise<Network> {
  const { db } = ctx;
  const own = await ownPlaces(ctx, ...seers);
  const { days, before } = await lateBefore(ctx);
  const id = placeId ?? own[0]?.id;
  const place = id === undefined ? null : found(await placeOf(db, id), "place", id);
  const none = { toSend: [], waiting: [], boxes: [], closed: [], findings: [], late: [], destinations: [] };
  const common = { places: own.map(briefOf), daysOnWay: days };
  if (!place || !may["network.see"](ctx.actor, { paths: [place.orgPath] }))
    return { ...common, ...none, place: null, mayWork: false };
  const waiting = await boxes.waitingAt(db, place.id);
  const open = await boxes.boxesAt(db, place.id, most);
  const closed = await boxes.closedBoxesAt(db, place.id, 20);
  const late = await boxes.lateAt(db, { placeId: place.id, before, limit: most });
  const findings = await openFindingsAt(db, place.id, most);
  const withItems = await placesWithItems(db);
  const ids = [
    ...waiting.map(({ toId }) => toId),
    ...[...open, ...closed, ...findings, ...late].flatMap(({ fromId, toId }) => [fromId, toId]),
    ...withItems,
  ];
  const places = await placesOf(db, [...new Set(ids)]);
  const destinations = [...new Set([...waiting.map(({ toId }) => toId), ...withItems])]
    .filter((one) => one !== place.id && places.get(one)?.endedOn === null)
    .map((one) => briefIn(places, one))
    .toSorted((a, b) => a.name.localeCompare(b.name, "zh"));
  return {
    ...common,
    place: briefOf(place),
    mayWork: may["network.work"](ctx.actor, place),
    toSend: waiting.map(({ toId, since, ...one }) => ({
      ...one,
      to: briefIn(places, toId),
      since: since.toString(),
    })),
    waiting: to
      ? (await boxes.copiesWaitingAt(db, { placeId: place.id, toId: to, limit: most })).map(
          ({ toId: _, since, ...one }) => ({ ...one, since: since.toString() }),
        )
      : [],
    boxes: await boxViews(ctx, open, places),
    closed: await boxViews(ctx, closed, places),
    findings: await findingViews(ctx, findings),
    late: late.map(({ since, fromId, toId, boxId, code, ...one }) => ({
      ...one,
      since: since.toString(),
      from: briefIn(places, fromId),
      to: briefIn(places, toId),
      box: boxId === null ? null : { id: boxId, code: code ?? "" },
    })),
    destinations,
  };
}

async function boxViews(
  ctx: Ctx,
  list: readonly boxes.Box[],
  places: ReadonlyMap<string, Place>,
): Promise<BoxView[]> {
  const counts = await boxes.countInBoxes(
    ctx.db,
    list.filter(({ state }) => state !== "received").map(({ id }) => id),
  );
  return list.map((box) => ({
    id: box.id,
    code: box.code,
    from: briefIn(places, box.fromId),
    to: briefIn(places, box.toId),
    state: box.state,
    madeAt: box.madeAt.toString(),
    sentAt: box.sentAt?.toString() ?? null,
    receivedOn: box.receivedAt?.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString() ?? null,
    copies: box.state === "packing" ? (counts.get(box.id)?.copies ?? 0) : box.copies,
    holds: counts.get(box.id)?.holds ?? 0,
  }));
}

async function findingViews(ctx: Ctx, list: readonly BoxFinding[]): Promise<FindingView[]> {
  const places = await placesOf(
    ctx.db,
    list.flatMap(({ fromId, toId, turnedUpId }) => [fromId, toId, ...(turnedUpId ? [turnedUpId] : [])]),
  );
  return list.map((one) => {
    const paths = [one.fromPath, one.toPath];
    const isOpen = one.settledOn === null;
    return {
      id: one.id,
      box: { id: one.boxId, code: one.code },
      from: briefIn(places, one.fromId),
      to: briefIn(places, one.toId),
      kind: one.kind,
      title: one.title,
      barcode: one.barcode,
      foundOn: one.foundOn,
      settledOn: one.settledOn,
      how: one.how,
      turnedUpAt: one.turnedUpId === null ? null : (places.get(one.turnedUpId)?.name ?? null),
      may: {
        note: isOpen && one.kind !== "missing" && may["network.settle"](ctx.actor, { paths }),
        giveUp: isOpen && one.kind === "missing" && may["network.give-up"](ctx.actor, { paths }),
      },
    };
  });
}

export async function showBox(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getBox>> {
  const { db, actor } = ctx;
  const box = found(await boxes.boxOf(db, id), "box", id);
  const places = await placesOf(db, [box.fromId, box.toId]);
  const [view] = await boxViews(ctx, [box], places);
  const lines = await boxes.boxLines(db, box, mostInABox);
  const owners = await organisationsOf(
    db,
    lines.map(({ ownerId }) => ownerId),
  );
  return {
    ...found(view, "box", id),
    bars: barsOf(box.code, 40),
    lines: lines.map(({ ownerId, ...line }) => ({
      ...line,
      owner: owners.get(ownerId)?.name ?? "",
    })),
    findings: await findingViews(ctx, await findingsOf(db, id, mostInABox)),
    may: {
      pack: box.state === "packing" && may["network.work"](actor, { orgPath: box.fromPath }),
      receive: may["network.work"](actor, { orgPath: await receivers(ctx, box) }),
    },
  };
}

type RotationView = AnswerOf<typeof contract.listRotations>["items"][number];

const rotationView = (
  places: ReadonlyMap<string, Place>,
  { fromId, toId, fromPath: _, toPath: __, endedOn: ___, ...one }: Rotation & RotationCounts,
): RotationView => ({ ...one, from: briefIn(places, fromId), to: briefIn(places, toId) });

export async function listRotations(ctx: Ctx): Promise<AnswerOf<typeof contract.listRotations>> {
  const items = await rotationsUnder(ctx.db, pathsHeld(ctx.actor, ...seers), most);
  const places = await placesOf(
    ctx.db,
    items.flatMap(({ fromId, toId }) => [fromId, toId]),
  );
  return {
    items: items.map((one) => rotationView(places, one)),
    places: (await ownPlaces(ctx, ...landers)).map(briefOf),
  };
}

export async function showRotation(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getRotation>> {
  const one = found(await rotationOf(ctx.db, id), "rotation", id);
  const items = await rotationItems(ctx.db, id, most * 5);
  return {
    ...rotationView(await placesOf(ctx.db, [one.fromId, one.toId]), one),
    items,
    mayPlan: one.state !== "ended" && may["rotation.plan"](ctx.actor, { paths: [one.fromPath, one.toPath] }),
  };
}

export async function listFloating(ctx: Ctx): Promise<AnswerOf<typeof contract.listFloating>> {
  const groups = await floatingGroups(ctx.db, most);
  const places = await placesOf(
    ctx.db,
    groups.flatMap((group) => group.places.map(({ placeId }) => placeId)),
  );
  return {
    groups: groups.map(({ orgPath, places: of, ...group }) => ({
      ...group,
      places: of.map(({ placeId, shelf }) => ({ ...briefIn(places, placeId), shelf })),
      mayWrite: group.endedOn === null && may["floating.write"](ctx.actor, { paths: [orgPath] }),
    })),
    places: (await ownPlaces(ctx, "manager")).map(briefOf),
    houses: (await ownOrganisations(ctx, "manager")).map(briefOf),
  };
}

/** Who decides for the network: the city's roots, and the houses that are its centre. */
export async function deciders(ctx: Pick<Ctx, "db">): Promise<{ rootPaths: string[]; centres: string[] }> {
  const all = await members(ctx.db);
  return {
    rootPaths: await rootPaths(ctx.db),
    centres: all.filter(({ isCentre, leftOn }) => isCentre && leftOn === null).map(({ path }) => path),
  };
}

export async function listMembers(ctx: Ctx): Promise<AnswerOf<typeof contract.listMembers>> {
  const { db } = ctx;
  const all = await members(db);
  const mayDecide = may["network.decide"](ctx.actor, await deciders(ctx));
  const owning = mayDecide ? await housesWithItems(db) : [];
  const ids = [...new Set([...all.map(({ organisationId }) => organisationId), ...owning])];
  const houses = await organisationsOf(db, ids);
  const isils = await isilsOf(db, ids);
  const living = new Set(
    all.filter(({ leftOn }) => leftOn === null).map(({ organisationId }) => organisationId),
  );
  return {
    members: all.map(({ organisationId: id, path: _, ...one }) => ({
      ...one,
      id,
      name: houses.get(id)?.name ?? "",
      isil: isils.get(id) ?? null,
    })),
    daysOnWay: await daysOnWay(db),
    mayDecide,
    houses: owning.filter((id) => !living.has(id)).map((id) => ({ id, name: houses.get(id)?.name ?? "" })),
  };
}
