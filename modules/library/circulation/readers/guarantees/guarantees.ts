/** What stands for a book's return besides credit: a deposit, another reader, a decision of the staff. */

import { Temporal } from "temporal-polyfill";
import { ageOn, notify, ruleFactsOf } from "#people";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { livingReader } from "../living-reader.ts";
import { earliestDue, lockReaders } from "../reader-store.ts";
import { termsAt } from "../terms/terms-store.ts";
import { mirrorCredit } from "./credit.ts";
import {
  endGuarantee,
  type Guarantee,
  guaranteeById,
  guaranteedBy,
  guaranteesOf,
  insertGuarantee,
  overGuarantees,
} from "./guarantee-store.ts";
import { reasonAgainstGuarantor } from "./guarantor-rule.ts";

/** That one began or ended, and in which way. */
const writeGuarantee = (
  ctx: TxCtx,
  what: string,
  { id, subject, way }: Pick<Guarantee, "id" | "subject" | "way">,
  more: Record<string, unknown> = {},
) => audit(ctx, { what, on: { kind: "guarantee", id }, subject, detail: { way, ...more } });

type Begun = Partial<Guarantee> & Pick<Guarantee, "subject" | "way">;

async function begin(ctx: TxCtx, given: Begun, more: Record<string, unknown> = {}): Promise<string> {
  const now = ctx.clock();
  const id = newId(now.epochMilliseconds);
  const nothing = { until: null, amountFen: null, guarantor: null, reason: "", receipt: "", creditCheck: "" };
  if (!(await insertGuarantee(ctx.db, { ...nothing, ...given, id, since: now })))
    throw refused("guarantee.there");
  await writeGuarantee(ctx, "guarantee.begun", { ...given, id }, more);
  return id;
}

/** Money was taken at the counter; the paper that says so has this number. Paying itself is the till's of the house. */
export async function takeDeposit(
  ctx: TxCtx,
  subject: string,
  { amountFen, receipt }: { amountFen: number; receipt: string },
): Promise<string> {
  await livingReader(ctx, subject);
  return begin(ctx, { subject, way: "deposit", amountFen, receipt: receipt.trim() }, { amountFen });
}

/** All of it is given back, once the reader has nothing and owes nothing. */
export async function returnDeposit(
  ctx: TxCtx,
  subject: string,
  { receipt }: { receipt: string },
): Promise<{ amountFen: number }> {
  const [reader] = await lockReaders(ctx.db, [subject]);
  const { loans, owesFen } = found(reader, "reader", subject);
  const deposit = await standing(ctx, subject, "deposit");
  if (loans > 0 || owesFen > 0)
    throw refused("guarantee.deposit-needed", { loans, owes: (owesFen / 100).toFixed(2) });
  const amountFen = deposit.amountFen ?? 0;
  await endGuarantee(ctx.db, deposit.id, { now: ctx.clock(), backReceipt: receipt.trim() });
  await writeGuarantee(ctx, "guarantee.ended", deposit, { amountFen });
  await tellEnded(ctx, deposit);
  return { amountFen };
}

export interface Standing {
  guarantor: string;
  /** A day of the city, the last; null: until one of them ends it. */
  until: string | null;
}

// texts: notice.guarantor-stands notice.guarantee-begun
/** Another reader stands for this one. Both have agreed, and both are told. */
export async function takeGuarantor(
  ctx: TxCtx,
  subject: string,
  { guarantor, until }: Standing,
): Promise<string> {
  if (guarantor === subject) throw refused("guarantor.oneself");
  const locked = await lockReaders(ctx.db, [subject, guarantor]);
  const reader = found(
    locked.find((one) => one.subject === subject),
    "reader",
    subject,
  );
  if (reader.endedOn !== null) throw refused("reader.ended", { day: reader.endedOn });
  const other = locked.find((one) => one.subject === guarantor);
  if (!other) throw refused("guarantor.no-reader");
  const day = today(ctx);
  const born = (await ruleFactsOf(ctx.db, [guarantor])).get(guarantor)?.born ?? null;
  const home = found(await placeOf(ctx.db, reader.homeId), "place", reader.homeId);
  const { guaranteesMost } = await termsAt(ctx.db, home);
  const stands = await guaranteedBy(ctx.db, guarantor);
  const theirs = await guaranteedBy(ctx.db, subject);
  const against = reasonAgainstGuarantor(
    {
      ...other,
      age: born === null ? null : ageOn(born, day),
      earliestDue: (await earliestDue(ctx.db, [guarantor])).get(guarantor) ?? null,
      standsFor: stands.length,
      guaranteedByTheOther: theirs.some((one) => one.subject === guarantor),
    },
    { most: guaranteesMost, on: day.toString() },
  );
  if (against) throw refused(against, { most: guaranteesMost });
  const id = await begin(ctx, { subject, way: "guarantor", guarantor, until: endOfDay(ctx, until) });
  const about = { href: "/my/reader", once: `begun ${id}` };
  await notify(ctx, {
    to: guarantor,
    key: "notice.guarantor-stands",
    values: { name: { person: subject } },
    ...about,
  });
  await notify(ctx, {
    to: subject,
    key: "notice.guarantee-begun",
    values: { name: { person: guarantor } },
    ...about,
  });
  return id;
}

/** The house itself lets somebody borrow, until a day, for a reason that is told to them. */
export async function decideByStaff(
  ctx: TxCtx,
  subject: string,
  { until, reason }: { until: string; reason: string },
): Promise<string> {
  await livingReader(ctx, subject);
  if (until < today(ctx).toString()) throw invalid([{ field: "/body/until", id: "day.past" }]);
  return begin(ctx, { subject, way: "staff", until: endOfDay(ctx, until), reason: reason.trim() });
}

/** A guarantor or a decision ends before its day. A deposit is given back, credit is people's. */
export async function stopGuarantee(ctx: TxCtx, id: string): Promise<Guarantee> {
  const one = found(await guaranteeById(ctx.db, id), "guarantee", id);
  if (one.way === "deposit" || one.way === "credit") throw refused(`guarantee.not-by-hand-${one.way}`);
  await stop(ctx, one);
  return one;
}

/** The guarantor of whom this guarantee is, or the reader, has enough of it. */
export async function stepBack(ctx: TxCtx, id: string, person: string): Promise<void> {
  const one = await guaranteeById(ctx.db, id);
  const isTheirs = one !== null && one.way === "guarantor" && [one.subject, one.guarantor].includes(person);
  await stop(ctx, found(isTheirs ? one : null, "guarantee", id));
}

/** Whoever ends is nobody's guarantor any more: the readers are told. */
export async function stopGuaranteeing(ctx: TxCtx, guarantor: string): Promise<number> {
  const all = await guaranteedBy(ctx.db, guarantor);
  for (const one of all) await stop(ctx, one);
  return all.length;
}

async function stop(ctx: TxCtx, one: Guarantee): Promise<void> {
  if (!(await endGuarantee(ctx.db, one.id, { now: ctx.clock() }))) return;
  await writeGuarantee(ctx, "guarantee.ended", one);
  await tellEnded(ctx, one);
}

// texts: notice.guarantee-ended.* notice.guarantor-free
/** Told to the reader, with what it changes; a guarantor is told that they are free. */
async function tellEnded(ctx: TxCtx, { id, subject, way, guarantor }: Guarantee): Promise<void> {
  const about = { href: "/my/reader", once: `ended ${id}` };
  await notify(ctx, { to: subject, key: `notice.guarantee-ended.${way}`, values: {}, ...about });
  if (guarantor)
    await notify(ctx, {
      to: guarantor,
      key: "notice.guarantor-free",
      values: { name: { person: subject } },
      ...about,
    });
}

async function standing(ctx: TxCtx, subject: string, way: Guarantee["way"]): Promise<Guarantee> {
  const [one] = (await guaranteesOf(ctx.db, [subject])).filter((each) => each.way === way);
  if (!one) throw refused("guarantee.none");
  return one;
}

/** Guarantees whose day has come: what rests on a check is asked again, the others are ended and told. Answers how many. */
export async function endOver(ctx: TxCtx): Promise<number> {
  const over = await overGuarantees(ctx.db, ctx.clock(), 500);
  for (const one of over) await (one.way === "credit" ? mirrorCredit(ctx, one.subject) : stop(ctx, one));
  return over.length;
}

/** The moment after a day of the city. */
function endOfDay({ city }: TxCtx, day: string | null): Temporal.Instant | null {
  if (day === null) return null;
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(city.zone).toInstant();
}
