/** What goes between a place and others, as staff see it: the work of a day, a box. */
import type { AnswerOf } from "#contract";
import { organisationsOf, type Place, placeOf, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { barsOf } from "../../catalogue/shelf/code-128.ts";
import { placesWithItems } from "../../catalogue/shelf/shelf-store.ts";
import { may, seers } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { briefIn, briefOf } from "../briefs.ts";
import { lateBefore } from "../members/late.ts";
import * as boxes from "./box-store.ts";
import { mostInABox } from "./boxes.ts";
import type * as contract from "./contract.ts";
import { type BoxFinding, findingsOf, openFindingsAt } from "./finding-store.ts";
import { receivers } from "./receive.ts";

const most = 200;

type Network = AnswerOf<typeof contract.network>;
type BoxView = Network["boxes"][number];
type FindingView = Network["findings"][number];

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
