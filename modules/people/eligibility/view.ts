/** 我的资格: what is asked of whom and why, how one stands, what one has agreed to, and who has looked. */
import { actsAbout } from "#platform/audit";
import { type Ctx, textFor, today } from "#platform/ctx";
import { namesOfSubjects } from "../account/account.ts";
import { ageOn, consentAge } from "../account/age.ts";
import { ownAccount } from "../account/me.ts";
import { subjectsOf } from "../account/store.ts";
import { documentsOf } from "../identity/store.ts";
import { appealsOf } from "./appeal-store.ts";
import { reasonAgainst } from "./ask.ts";
import { checksAt } from "./check-store.ts";
import { withOwners } from "./checks.ts";
import { dayIn, isAppealable, reasonAgainstAsking, standingOf } from "./rule.ts";
import { consentsOf, newestOf } from "./store.ts";
import { explained } from "./words.ts";

/** What staff do with somebody's eligibility. */
const looked = [
  "person.looked-up",
  "eligibility.looked-at",
  "eligibility.recorded",
  "eligibility.ended",
  "eligibility.appeal-answered",
];

export async function ownEligibilityView(ctx: Ctx) {
  const account = await ownAccount(ctx);
  const now = ctx.clock();
  const all = await checksAt(ctx.db, now);
  const rows = await newestOf(ctx.db, account.id);
  const appeals = await appealsOf(ctx.db, account.id);
  const words = new Map((await withOwners(ctx, all)).map((one) => [one.code, one]));
  const documents = await documentsOf(ctx.db, account.id);
  const checks = all.flatMap((check) => {
    const row = rows.get(check.code) ?? null;
    const of = words.get(check.code);
    if (!of || (check.retired && row === null)) return [];
    const notAsked = reasonAgainst(ctx, account, check) ?? reasonAgainstAsking(row, check, now);
    const appeal = (row && appeals.get(row.id)) ?? null;
    const standing = standingOf(row, now);
    const isOpen = row !== null && row.endedAt === null && standing !== "over";
    return {
      ...of.said,
      code: check.code,
      version: check.version,
      owner: of.owner,
      level: check.level,
      validDays: check.validDays,
      outage: check.outage,
      grantDays: check.grantDays,
      appealDays: check.appealDays,
      standing,
      explain: explained(ctx, check, row),
      notAsked,
      askFrom: notAsked === "eligibility.again-later" && row?.noUntil ? dayIn(ctx, row.noUntil) : null,
      decision: row?.id ?? null,
      appeal: appeal && {
        words: appeal.words,
        dueOn: appeal.dueOn,
        outcome: appeal.outcome,
        answer: appeal.answer,
      },
      can: [
        ...(notAsked === null ? (["ask"] as const) : []),
        ...(isOpen && row.consentBy !== null ? (["withdraw"] as const) : []),
        ...(isAppealable(row) && appeal === null ? (["appeal"] as const) : []),
      ],
    };
  });
  return {
    name: account.name,
    under14: account.born !== null && ageOn(account.born, today(ctx)) < consentAge,
    documents: documents.map(({ id, kind, lastFour, level }) => ({ id, kind, lastFour, level })),
    checks,
    consents: (await consentsOf(ctx.db, account.id)).map((one) => ({
      id: one.id,
      check: words.get(one.code)?.said.name ?? one.code,
      askedOf: words.get(one.code)?.said.askedOf ?? "",
      at: one.begunAt.toString(),
      by: one.consentBy,
      withdrawnAt: one.endedBecause === "withdrawn" ? (one.endedAt?.toString() ?? null) : null,
    })),
    looks: await looksAt(ctx, account.subject),
  };
}

// texts: looked.*
/** The newest first; the same by the same person on one day stands once. */
async function looksAt(ctx: Ctx, subject: string) {
  const all = await actsAbout(ctx.db, await subjectsOf(ctx.db, subject), looked);
  const dayOf = ({ at }: (typeof all)[number]) => at.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const keys = all.map((row) => `${row.what} ${row.actor} ${dayOf(row)}`);
  const rows = all.filter((_, at) => keys.indexOf(keys[at] ?? "") === at);
  const names = await namesOfSubjects(
    ctx.db,
    rows.flatMap(({ actor }) => actor ?? []),
  );
  const text = textFor(ctx);
  return rows.map(({ id, at, what, actor }) => ({
    id,
    at: at.toString(),
    what: text(`looked.${what}`),
    by: actor && (names.get(actor) ?? null),
  }));
}
