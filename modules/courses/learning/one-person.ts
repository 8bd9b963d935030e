/** What courses keep about one person: their copy of it, its end, and its joining with another account. */
import { claimsOfKind } from "#booking";
import type { Joining, Moved, PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { actsOf } from "#platform/publishing";
import { offerKind } from "../classes/offers.ts";
import { courseThing } from "../course/write-course.ts";
import { seatsOf } from "../teaching/teacher-store.ts";
import * as store from "./one-person-store.ts";
import { learnedBy } from "./record.ts";

// texts: request.wants.* request.state.*
/** What somebody learned, what they were given for it, where they teach and what they asked there, and what they wrote as staff. */
export async function coursesOfPerson(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const { lessons, certificates } = await learnedBy(ctx, subject);
  const seats = (await seatsOf(ctx.db, subject)).map(({ name, appointedAt }) => ({
    name,
    at: appointedAt.toString(),
  }));
  const acts = (await actsOf(ctx.db, courseThing, subject)).map(({ thing, step, at, state }) => ({
    course: thing,
    step,
    at: at.toString(),
    state,
  }));
  const requests = (await store.requestsBy(ctx.db, subject)).map((one) => ({
    ...one,
    at: one.at.toString(),
  }));
  const sections: PersonSection[] = [
    { module: "courses", title: "export.lessons", rows: lessons, words: { mark: "roll.mark" } },
    { module: "courses", title: "export.certificates", rows: certificates },
    { module: "courses", title: "export.teaching-seats", rows: seats },
    {
      module: "courses",
      title: "export.lesson-requests",
      rows: requests,
      words: { wants: "request.wants", state: "request.state" },
    },
    {
      module: "courses",
      title: "export.course-steps",
      rows: acts,
      words: { step: "publishing.past", state: "publishing.state" },
    },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** Certificates stay by their number alone, seats without a name. The roll names a claim, which booking makes nobody's. */
export function forgetPerson(ctx: TxCtx, subject: string): Promise<number> {
  return store.forget(ctx.db, subject, ctx.clock());
}

// texts: merge.courses
/** Certificates and seats move. Who was in one class under both accounts has one roll: what either came to counts. */
export async function mergePersons(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  // Booking, before us, has moved the claims: of two in one class one stays.
  const claims = Map.groupBy(await claimsOfKind(ctx.db, into.subject, offerKind), ({ ref }) => ref);
  const twice = [...claims.values()].flatMap((own) => {
    const stays = own.find(({ state }) => state !== "cancelled" && state !== "expired") ?? own[0];
    return own.flatMap(({ claimId }) =>
      stays && claimId !== stays.claimId ? [{ from: claimId, into: stays.claimId }] : [],
    );
  });
  const joined = await store.joinRolls(ctx.db, twice);
  const rows = await store.move(ctx.db, from.subject, into.subject, ctx.clock());
  if (rows + joined === 0) return [];
  return [{ module: "courses", what: "merge.courses", rows: rows + joined, settled: [] }];
}
