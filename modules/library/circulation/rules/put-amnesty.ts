/** An organisation lets go what lateness would cost for things brought back on certain days, or takes that back for the days to come. */
import { Temporal } from "temporal-polyfill";
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { amnestyOf, insertAmnesty } from "./rule-store.ts";

export interface AmnestyInput {
  organisation: string;
  firstDay: string;
  lastDay: string;
  basis: string;
}

const longestDays = 366;

export async function putAmnesty(ctx: TxCtx, input: AmnestyInput): Promise<{ line: string }> {
  const { organisation, ...amnesty } = input;
  const { id, path } = found(await organisationOf(ctx.db, organisation), "organisation", organisation);
  const faults = faultsOf(ctx, input);
  if (faults.length > 0) throw invalid(faults);
  const line = newId();
  const one = { line, version: 1, organisationId: id, orgPath: path, repealed: false, setAt: ctx.clock() };
  await insertAmnesty(ctx.db, { ...one, ...amnesty });
  await audit(ctx, {
    what: "amnesty.put",
    on: { kind: "organisation", id },
    detail: { line, firstDay: input.firstDay, lastDay: input.lastDay },
  });
  return { line };
}

function faultsOf(ctx: TxCtx, { firstDay, lastDay }: AmnestyInput): FieldFault[] {
  const day = today(ctx);
  return [
    // What was brought back yesterday has been reckoned.
    ...(firstDay < day.toString() ? [{ field: "/body/firstDay", id: "day.past" }] : []),
    ...(firstDay > day.add({ years: 3 }).toString()
      ? [{ field: "/body/firstDay", id: "loan-rule.since-far" }]
      : []),
    ...(lastDay < firstDay ? [{ field: "/body/lastDay", id: "period.backwards" }] : []),
    ...(lastDay > Temporal.PlainDate.from(firstDay).add({ days: longestDays }).toString()
      ? [{ field: "/body/lastDay", id: "amnesty.too-long" }]
      : []),
  ];
}

/** What was let go already stays so. */
export async function repealAmnesty(
  ctx: TxCtx,
  { line, basis }: { line: string; basis: string },
): Promise<void> {
  const last = found(await amnestyOf(ctx.db, line), "amnesty", line);
  if (last.repealed || last.lastDay < today(ctx).toString()) throw refused("amnesty.over");
  const next = { ...last, version: last.version + 1, repealed: true, basis, setAt: ctx.clock() };
  if (!(await insertAmnesty(ctx.db, next))) throw refused("loan-rule.meanwhile");
  await audit(ctx, {
    what: "amnesty.repealed",
    on: { kind: "organisation", id: last.organisationId },
    detail: { line },
  });
}
