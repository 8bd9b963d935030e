/** What the desk sees of tills without a line, and decides where no rule could. */
import type { AnswerOf, InputOf } from "#contract";
import { namesOfSubjects } from "#people";
import { organisationsOf, placesOf } from "#places";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
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

const mostListed = 200;

type View = AnswerOf<typeof offlineSteps>;

export async function showSteps(ctx: Ctx, asked: string | undefined): Promise<View> {
  const places = (await ownPlaces(ctx, ...counterStaff)).map(({ id, name }) => ({ id, name }));
  const place =
    asked === undefined ? ((await busiest(ctx, places)) ?? places[0]) : places.find(({ id }) => id === asked);
  if (!place) return { places, place: null, waiting: 0, open: [], talks: [], done: [] };
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
  const cases: View["open"] = [];
  for (const row of open) cases.push({ ...(await caseOf(ctx, row, place.id)), madeBy: nameOf(row.madeBy) });
  return {
    places,
    place,
    waiting: await store.waitingAt(db, place.id),
    open: cases,
    talks: talks.map(({ id, subject, kind, name, rule, on }) => ({
      id,
      reader: { subject, name: kind === "group" ? name : nameOf(subject) },
      rule,
      on,
    })),
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

/** What stands in it, and of several cards or copies whose they are. */
async function caseOf(
  { db }: Ctx,
  row: store.OpenRow,
  placeId: string,
): Promise<Omit<View["open"][number], "madeBy">> {
  const [rule = "failed"] = row.rules;
  const cards = rule === "card-several" && row.card !== null ? await cardsNumbered(db, [row.card]) : [];
  const scan = scanned(row.barcode);
  const [meant = { is: "none" as const }] = scan ? await itemsMeant(db, { scans: [scan], placeId }) : [];
  const issuers = await organisationsOf(
    db,
    cards.map(({ issuerId }) => issuerId),
  );
  const title =
    meant.is === "one"
      ? ((await titlesOf(db, [meant.item.recordId])).get(meant.item.recordId) ?? null)
      : null;
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toString(),
    card: row.card,
    barcode: row.barcode,
    rule,
    title,
    issuers: cards.map(({ issuerId }) => ({ id: issuerId, name: issuers.get(issuerId)?.name ?? "" })),
    owners:
      meant.is === "several" ? meant.items.map(({ ownerId, owner }) => ({ id: ownerId, name: owner })) : [],
  };
}

/** Tried again as somebody says that it was meant, or closed: what is meant then was put right by hand. */
export async function settleStep(
  ctx: TxCtx,
  { id, how, ...said }: InputOf<typeof settleOffline>["body"],
): Promise<AnswerOf<typeof settleOffline>> {
  const { db } = ctx;
  if (!(await store.lockOpen(db, id))) throw refused("offline.settled");
  if (how === "closed") {
    const rules = ["closed"];
    const closed = { state: "closed", rules, loanId: null, dueOn: null, goes: null } as const;
    await store.settle(db, id, closed, today(ctx).toString());
    return { state: "closed", rules };
  }
  await store.correct(db, id, said);
  const step = found(await store.lockOpen(db, id), "offline-step", id);
  const { state, rules } = await replay(ctx, step, "desk");
  return { state, rules: [...rules] };
}
