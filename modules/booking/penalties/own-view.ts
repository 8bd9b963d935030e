/** What a person sees of what they have missed: each mark, what it means, by which rule, and until when. */
import type { Static } from "typebox";
import { organisationsByPaths } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { named } from "#platform/i18n";
import { aboutMarks, mattersOf } from "./about-marks.ts";
import { type Appeal, appealsAgainst } from "./appeal-store.ts";
import type { ownPenalties } from "./contract.ts";
import type { KeptMark } from "./mark-store.ts";
import { ruleSays } from "./say.ts";
import { lastDayOf } from "./standing.ts";
import { type PersonStanding, standingsOf } from "./standings.ts";
import { dayIn, type Rule } from "./terms.ts";

type OwnView = Static<(typeof ownPenalties)["answer"]>;
export type MarkView = Omit<OwnView["marks"][number], "can">;

const nothing: PersonStanding = { suspensions: [], counts: [], marks: [] };

/** A person's standing with all it rests on, the latest mark first. */
export async function ownPenaltiesView(ctx: Ctx, subject: string): Promise<OwnView> {
  const day = dayIn(ctx, ctx.clock());
  const standing = (await standingsOf(ctx.db, [subject], day)).get(subject) ?? nothing;
  const { suspensions, counts } = standing;
  const sayOf = await inWords(
    ctx,
    [...suspensions, ...counts].map(({ rule }) => rule),
  );
  const views = await markViews(ctx, standing.marks, new Map([[subject, standing]]));
  return {
    suspensions: suspensions.toReversed().map(({ rule, marks, from, lastDay }) => ({
      ...sayOf(rule),
      from: from.toString(),
      lastDay,
      running: day <= lastDay,
      count: marks.length,
      occasions: marks.map((mark) => mark.day),
      version: rule.version,
    })),
    counts: counts.map(({ rule, terms, marks, warned }) => ({
      ...sayOf(rule),
      count: marks.length,
      limit: terms.limit,
      warned,
    })),
    marks: views
      .toReversed()
      .map((view) => ({ ...view, can: isAppealable(view) ? ["appeal" as const] : [] })),
  };
}

export const isAppealable = ({ standing, appeal }: Pick<MarkView, "standing" | "appeal">) =>
  (standing === "counts" || standing === "suspends") && appeal === null;

/** Marks as they stand today, in the order given. */
export async function markViews(
  ctx: Ctx,
  marks: readonly KeptMark[],
  standings: ReadonlyMap<string, PersonStanding>,
): Promise<MarkView[]> {
  const day = dayIn(ctx, ctx.clock());
  const appeals = await appealsAgainst(
    ctx.db,
    marks.map(({ id }) => id),
  );
  const about = await aboutMarks(ctx, marks);
  return marks.map((mark) => ({
    id: mark.id,
    cause: mark.cause,
    day: mark.day,
    at: mark.at.toString(),
    about: about.get(mattersOf(mark)) ?? null,
    standing: standingOfMark(mark, standings.get(mark.subject) ?? nothing, day),
    lastDay: lastDayOf(mark),
    excusedBecause: mark.waivedBecause,
    appeal: appealView(appeals.get(mark.id)),
  }));
}

function standingOfMark(
  { id, waivedBecause }: KeptMark,
  { suspensions, counts }: PersonStanding,
  day: string,
): MarkView["standing"] {
  if (waivedBecause !== null) return "excused";
  const has = ({ marks }: { marks: readonly { id: string }[] }) => marks.some((mark) => mark.id === id);
  if (suspensions.some((one) => day <= one.lastDay && has(one))) return "suspends";
  return counts.some(has) ? "counts" : "past";
}

function appealView(appeal: Appeal | undefined): MarkView["appeal"] {
  if (!appeal) return null;
  const { id, words, madeAt, dueOn, outcome, answer } = appeal;
  return { id, words, madeAt: madeAt.toString(), dueOn, outcome, answer };
}

/** Rules in the reader's words, with whose they are. */
async function inWords(ctx: Ctx, rules: readonly Rule[]) {
  const organisations = await organisationsByPaths(
    ctx.db,
    rules.map(({ orgPath }) => orgPath),
  );
  const text = textFor(ctx);
  return (rule: Rule) => {
    const owner = organisations.get(rule.orgPath);
    const organisation = owner ? named(owner, ctx.locale) : "";
    return { organisation, basis: rule.basis, says: ruleSays(text, rule, organisation) };
  };
}
