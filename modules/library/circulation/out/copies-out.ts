/** What is out of a record, and who waits: numbers and days, nobody. */
import type { AnswerOf } from "#contract";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { anyone, implement } from "#platform/http";
import { copiesOut } from "./contract.ts";

type Out = AnswerOf<typeof copiesOut>;

/** By place at home, the earliest day first. What is lost comes back on no day. */
function lentOf(db: Db, recordId: number): Promise<Out["places"]> {
  return db.prepared.many<Out["places"][number]>`
    select i.place_id, count(*)::int as copies, min(l.due_on)::text as due_on
      from library.loan l join library.item i on i.id = l.item_id
     where l.record_id = ${recordId}::bigint and l.lost_on is null group by i.place_id order by min(l.due_on)`;
}

async function waitingFor(db: Db, recordId: number): Promise<number> {
  const row = await db.prepared.one<{ count: number }>`
    select count(*)::int as count from library.hold where record_id = ${recordId}::bigint and state in ('waiting', 'wanted')`;
  return row.count;
}

async function showCopiesOut({ db }: Ctx, id: number): Promise<Out> {
  return { places: await lentOf(db, id), waiting: await waitingFor(db, id) };
}

export const outOperations = [
  implement(copiesOut, { may: anyone, run: (ctx, { params }) => showCopiesOut(ctx, Number(params.id)) }),
];
