/** The question of other modules: does somebody qualify? Nobody learns more than yes until when, or no and what can be done. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { accountOfSubject } from "../account/account.ts";
import { checksAt } from "./check-store.ts";
import { checkNow } from "./checks.ts";
import { type Standing, standingOf } from "./rule.ts";
import { newest, newestOfMany } from "./store.ts";
import { explained, said, wayWords } from "./words.ts";

export type Qualified =
  /** `until`: an instant; what rests on it is asked again then. */
  | { qualified: true; until: string }
  | {
      qualified: false;
      reason: Exclude<Standing, "yes">;
      /** One or two sentences for the person. */
      explain: string;
      /** Other ways to qualify: there is always one. */
      ways: { code: string; name: string; says: string }[];
      /** The page on which it can be asked and answered. */
      href: string;
    };

/** Whether a person (subject key) qualifies by a rule now. Asks nobody outside. */
export async function qualified(ctx: Ctx, subject: string, code: string): Promise<Qualified> {
  const check = await checkNow(ctx, code);
  const account = await accountOfSubject(ctx.db, subject);
  const row = account && (await newest(ctx.db, account.id, check.code));
  const standing = standingOf(row, ctx.clock());
  if (standing === "yes" && row?.validUntil) return { qualified: true, until: row.validUntil.toString() };
  return {
    qualified: false,
    // A yes always has its end (eligibility_answered).
    reason: standing === "yes" ? "over" : standing,
    explain: explained(ctx, check, row),
    ways: check.ways.map((way) => wayWords(ctx, way)),
    href: `/my/eligibility/${check.code}`,
  };
}

/** Of each of these people (subject keys), under which of these rules they have a yes that is not over; nothing is told of others. One statement. */
export async function qualifiedOf(
  db: Db,
  subjects: readonly string[],
  { codes, now }: { codes: readonly string[]; now: Temporal.Instant },
): Promise<Map<string, Set<string>>> {
  const yes = (await newestOfMany(db, subjects, codes)).filter((row) => standingOf(row, now) === "yes");
  const bySubject = Map.groupBy(yes, ({ subject }) => subject);
  return new Map([...bySubject].map(([subject, rows]) => [subject, new Set(rows.map(({ code }) => code))]));
}

/** The rules in force by code, as they are called: for other modules that name one. */
export async function checkNames(ctx: Ctx): Promise<[code: string, name: string][]> {
  const checks = await checksAt(ctx.db, ctx.clock());
  return checks
    .filter(({ retired }) => !retired)
    .map((check) => [check.code, said(check, "name", ctx.locale)]);
}
