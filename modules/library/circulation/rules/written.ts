/** What rules, limits and amnesties have in common when they are written: from when, until when, on what ground. */
import { type Ctx, today } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";

export interface WrittenInput {
  organisation: string;
  /** The first day on which it holds; null for today. */
  since: string | null;
  /** The last day; null: until another version begins. */
  until: string | null;
  basis: string;
  /** The version it was written after; 0 for the first. */
  after: number;
}

export const beginOf = (ctx: Ctx, { since }: Pick<WrittenInput, "since">): string =>
  since ?? today(ctx).toString();

/** What was lent yesterday was lent by what held yesterday; and nobody rules for after next. */
export function faultsOfSpan(
  ctx: Ctx,
  { since, until }: Pick<WrittenInput, "since" | "until">,
): FieldFault[] {
  const begins = beginOf(ctx, { since });
  return [
    ...(begins < today(ctx).toString() ? [{ field: "/body/since", id: "day.past" }] : []),
    ...(begins > today(ctx).add({ years: 3 }).toString()
      ? [{ field: "/body/since", id: "loan-rule.since-far" }]
      : []),
    ...(until !== null && until < begins ? [{ field: "/body/until", id: "period.backwards" }] : []),
  ];
}
