/** What the city tells somebody of their loans: the next that is due. */

import { Temporal } from "temporal-polyfill";
import type { MyNext } from "#people";
import { type Ctx, today } from "#platform/ctx";
import { may } from "../../may.ts";
import { daysUntil } from "../till/reader-at-till.ts";
import { loansOf } from "../till/till-store.ts";
import { ownReader } from "./own-store.ts";

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
