/** What the city tells somebody of their loans: the next that is due, and all of it in the file about themself. */

import { Temporal } from "temporal-polyfill";
import type { MyNext } from "#people";
import type { PersonSection } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { may } from "../../may.ts";
import { daysUntil } from "../till/reader-at-till.ts";
import { loansOf } from "../till/till-store.ts";
import { forget, ownReader, readingOf } from "./own-store.ts";

const most = 100_000;

// texts: loans.next loans.next-late
export async function loansNext(ctx: Ctx, { subject }: { subject: string }): Promise<MyNext[]> {
  // Not of a child who keeps an account of their own.
  if (!may["loans.own"](ctx.actor, {})) return [];
  const [first] = await loansOf(ctx.db, subject, { after: null, limit: 1 });
  if (!first) return [];
  const count = (await ownReader(ctx.db, subject))?.loans ?? 1;
  const days = daysUntil(first.dueOn, today(ctx));
  return [
    {
      key: days < 0 ? "loans.next-late" : "loans.next",
      values: { title: first.title, count, days: Math.abs(days) },
      href: "/my/loans",
      on: Temporal.PlainDate.from(first.dueOn),
    },
  ];
}

export async function loansOfPerson({ db }: Ctx, subject: string): Promise<PersonSection[]> {
  const loans = await loansOf(db, subject, { after: null, limit: most });
  const reading = await readingOf(db, subject, { after: null, limit: most });
  const section = (title: string, rows: Record<string, unknown>[]) =>
    rows.length > 0 ? [{ module: "library", title, rows }] : [];
  return [
    ...section(
      "export.loans",
      loans.map(({ title, dueOn }) => ({ title, dueOn })),
    ),
    ...section(
      "export.reading",
      reading.map(({ title, lentOn, returnedOn }) => ({ title, lentOn, returnedOn })),
    ),
  ];
}

export const forgetReadingOf = forget;
