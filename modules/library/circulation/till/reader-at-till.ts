/** The reader who stands at the till: who they are, whether they may borrow, what they have, what waits for them. Looking is not written down. */

import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { nameOfSubject, namesOfSubjects } from "#people";
import { placesOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { refused } from "#platform/errors";
import { toldAgainst } from "../lending/against.ts";
import { checkMayComeFor, whomFor } from "../readers/others/whom-for.ts";
import { mostLoans, type TillReader } from "./contract.ts";
import { type LoanRow, loansOf, readerRow, readyAt, readyCounts } from "./till-store.ts";

/** Of whom somebody may come for, so many are listed. */
const mostOthers = 30;

export async function showReader(
  ctx: Ctx,
  {
    subject,
    placeId,
    needsDocument = false,
    agent: came = null,
    after,
  }: {
    subject: string;
    placeId: string;
    needsDocument?: boolean;
    agent?: string | null;
    after?: string | undefined;
  },
): Promise<Static<typeof TillReader>> {
  const { db } = ctx;
  const agent = came === subject ? null : came;
  if (agent !== null) await checkMayComeFor(ctx, { subject, agent });
  const day = today(ctx);
  const on = day.toString();
  const row = await readerRow(db, subject, on);
  if (!row) throw refused("till.no-reader");
  const places = await placesOf(db, [row.homeId]);
  const home = places.get(row.homeId);
  return {
    subject,
    name: row.kind === "group" ? row.name : await nameOfSubject(db, subject),
    kind: row.kind,
    category: row.category,
    home: home ? { id: home.id, name: home.name } : null,
    card: row.card,
    needsDocument,
    against: toldAgainst(row, on),
    talks: row.talks,
    loans: row.loans,
    overdue: row.overdue,
    holds: row.holds,
    owesFen: row.owesFen,
    agent: agent === null ? null : { subject: agent, name: await nameOfSubject(db, agent) },
    comesFor: agent === null ? await comesFor(ctx, subject, placeId) : [],
    ready: row.holds > 0 ? await readyAt(db, subject, placeId) : [],
    listed: row.loans > 0 ? await listed(ctx, subject, after) : { items: [], next: null },
  };
}

/** Readers somebody who stands here may borrow and collect for besides themself. */
async function comesFor(ctx: Ctx, subject: string, placeId: string) {
  const others = (await whomFor(ctx, subject))
    .flatMap(({ reader, as }) => (as === "oneself" ? [] : { reader, as }))
    .slice(0, mostOthers);
  const subjects = others.map(({ reader }) => reader.subject);
  const names = subjects.length > 0 ? await namesOfSubjects(ctx.db, subjects) : null;
  const ready = await readyCounts(ctx.db, subjects, placeId);
  return others.map(({ reader, as }) => ({
    subject: reader.subject,
    name: reader.kind === "group" ? reader.name : (names?.get(reader.subject) ?? null),
    as,
    ready: ready.get(reader.subject) ?? 0,
  }));
}

async function listed(ctx: Ctx, subject: string, after: string | undefined) {
  const rows = await loansOf(ctx.db, subject, { after: placeIn(after), limit: mostLoans + 1 });
  const items = rows.slice(0, mostLoans);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewOf(row, today(ctx))),
    next: rows.length > mostLoans && last ? `${last.dueOn} ${last.id}` : null,
  };
}

const viewOf = (
  { id, title, barcode, dueOn, renewals, recalled, trouble }: LoanRow,
  day: Temporal.PlainDate,
) => ({
  loanId: id,
  title,
  barcode,
  dueOn,
  daysLeft: daysUntil(dueOn, day),
  renewals,
  recalled,
  trouble,
});

/** Negative when it is past. */
export const daysUntil = (dueOn: string, day: Temporal.PlainDate): number =>
  day.until(Temporal.PlainDate.from(dueOn), { largestUnit: "days" }).days;

const cursor = /^(\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/;

/** Where a page goes on; the first where the text is none of ours. */
export function placeIn(after: string | undefined): { dueOn: string; id: string } | null {
  const [, dueOn, id] = cursor.exec(after ?? "") ?? [];
  return dueOn && id ? { dueOn, id } : null;
}
