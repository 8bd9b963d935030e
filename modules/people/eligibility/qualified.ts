/** The question of other modules: does somebody qualify? Nobody learns more than yes until when, or no and what can be done. */
import type { Ctx } from "#platform/ctx";
import { accountOfSubject } from "../account/account.ts";
import { checkNow } from "./checks.ts";
import { type Standing, standingOf } from "./rule.ts";
import { newest } from "./store.ts";
import { explained, wayWords } from "./words.ts";

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
