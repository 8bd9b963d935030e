/** What the desk sees of tills without a line, and decides where no rule could. */
import type { AnswerOf, InputOf } from "#contract";
import { namesOfSubjects } from "#people";
import { organisationsOf, placesOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import type { Db } from "#platform/db";
import { found, refused } from "#platform/errors";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { titlesOf } from "../../catalogue/items/meant-store.ts";
import { scanned } from "../../catalogue/items/scanned.ts";
import { counterStaff } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { cardsNumbered } from "../readers/reader-store.ts";
import type { offlineSteps, settleOffline } from "./contract.ts";
import * as store from "./offline-store.ts";
import { replay } from "./replay.ts";
import { noConflicts } from "./settling.ts";

const mostListed = 200;

type View = AnswerOf<typeof offlineSteps>;

export async function showSteps(ctx: Ctx, asked: string | undefined): Promise<View> {
  const places = (await ownPlaces(ctx, ...counterStaff)).map(({ id, name }) => ({ id, name }));
  const place =
    asked === undefined ? ((await busiest(ctx, places)) ?? places[0]) : places.find(({ id }) => id === asked);
  if (!place) return { places, place: null, waiting: 0, open: [], talks: [], conflicts: 0, done: [] };
  const { db } = ctx;
  const [open, done, talks] = [
    await store.openAt(db, place.id, mostListed),
    await store.doneAt(db, place.id, mostListed),
    await store.talksAt(db, place.id, mostListed),
  ];
  const names = await namesOfSubjects(db, [
    ...new Set([...open, ...done].map(({ madeBy }) => madeBy).concat(talks.map(({ subject }) => subject))),
  ]);
  const nameOf = (subject: string) => names.get(subject) ?? null;
  const goesTo = await placesOf(
    db,
    done.flatMap(({ goes }) => goes?.placeId ?? []),
  );
  const cases = await casesOf(db, open, place.id);
  return {
    places,
    place,
    waiting: await store.waitingAt(db, place.id),
    open: cases.map(({ madeBy, ...one }) => ({ ...one, madeBy: nameOf(madeBy) })),
    talks: talks.map(({ id, subject, kind, name, rule, on }) => ({
      id,
      reader: { subject, name: kind === "group" ? name : nameOf(subject) },
      rule,
      on,
    })),
    conflicts: await store.conflictsAt(db, place.id, noConflicts),
    done: done.map(({ goes, madeBy, at, ...one }) => ({
      ...one,
      at: at.toString(),
      madeBy: nameOf(madeBy),
      goes: goes && {
        to: goes.to,
        shelf: goes.shelf,
        place: goes.placeId === null ? null : (goesTo.get(goes.placeId)?.name ?? null),
        reason: goes.reason,
      },
    })),
  };
}

/** Of one's own places the one where most waits to be decided. */
async function busiest({ db }: Ctx, places: readonly { id: string; name: string }[]) {
  const counts = await store.openCounts(
    db,
    places.map(({ id }) => id),
  );
  const [most] = counts.toSorted((a, b) => b.count - a.count);
  return places.find(({ id }) => id === most?.placeId);
}

/** What stands in each, and of several cards or copies whose they are; asked once of all. */
async function casesOf(
  db: Db,
  rows: readonly store.OpenRow[],
  placeId: string,
): Promise<(Omit<View["open"][number], "madeBy"> & { madeBy: string })[]> {
  const asked = rows.map(({ rules: [rule = "failed"], ...row }) => ({
    ...row,
    rule,
    scan: scanned(row.barcode),
    several: rule === "card-several" ? row.card : null,
  }));
  const scans = asked.flatMap(({ scan }) => scan ?? []);
  const meant = await itemsMeant(db, { scans, placeId });
  const meantBy = new Map(scans.map((scan, n) => [scan, meant[n]]));
  const titles = await titlesOf(
    db,
    meant.flatMap((one) => (one.is === "one" ? [one.item.recordId] : [])),
  );
  const numbers = asked.flatMap(({ several }) => several ?? []);
  const cards = numbers.length === 0 ? [] : await cardsNumbered(db, [...new Set(numbers)]);
  const issuers = await organisationsOf(
    db,
    cards.map(({ issuerId }) => issuerId),
  );
  return asked.map(({ id, kind, at, madeBy, card, barcode, rule, scan, several }) => {
    const one = scan ? meantBy.get(scan) : undefined;
    return {
      id,
      kind,
      at: at.toString(),
      madeBy,
      card,
      barcode,
      rule,
      title: one?.is === "one" ? (titles.get(one.item.recordId) ?? null) : null,
      issuers: cards
        .filter(({ number }) => number === several)
        .map(({ issuerId }) => ({ id: issuerId, name: issuers.get(issuerId)?.name ?? "" })),
      owners:
        one?.is === "several" ? one.items.map(({ ownerId, owner }) => ({ id: ownerId, name: owner })) : [],
    };
  });
}

/** Tried again as somebody says that it was meant, or closed: what is meant then was put right by hand. Who decided is written down; what they typed is not. */
export async function settleStep(
  ctx: TxCtx,
  { id, how, ...said }: InputOf<typeof settleOffline>["body"],
): Promise<AnswerOf<typeof settleOffline>> {
  const { db } = ctx;
  if (!(await store.lockOpen(db, id))) throw refused("offline.settled");
  const on = { kind: "offline-step", id };
  if (how === "closed") {
    const rules = ["closed"];
    const closed = { state: "closed", rules, loanId: null, dueOn: null, goes: null } as const;
    await store.settle(db, id, closed, today(ctx).toString());
    await audit(ctx, { what: "offline.closed", on });
    return { state: "closed", rules };
  }
  await store.correct(db, id, said);
  const step = found(await store.lockOpen(db, id), "offline-step", id);
  const { state, rules } = await replay(ctx, step, "desk");
  const corrected = Object.entries(said).flatMap(([what, value]) => (value === null ? [] : [what]));
  const what = state === "open" ? "offline.tried" : "offline.settled";
  await audit(ctx, { what, on, detail: { rules, corrected } });
  return { state, rules: [...rules] };
}

/** Somebody has spoken with them: nobody needs it any more. */
export async function talked(ctx: TxCtx, id: string): Promise<void> {
  if ((await store.endTalk(ctx.db, id)) > 0)
    await audit(ctx, { what: "talk.ended", on: { kind: "talk", id } });
}
