/** Administrative divisions: what a code meant on which day, what became of it, how many people live there. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { type FieldFault, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { refusing } from "../refusing.ts";
import { canonicalCode, levelOfCode } from "./division-code.ts";
import * as store from "./division-store.ts";
import type { PopulationRow } from "./population.ts";

export interface DivisionInput {
  code: string;
  parentCode: string | null;
  name: string;
  names?: Record<string, string>;
  /** As the list names it: 街道, 镇, 乡, 社区, 村, 兵团. */
  kind: string;
  /** First day, null when it is not known. */
  from?: string | null;
  /** First day after, null while it lasts. */
  to?: string | null;
  source: string;
  note?: string | null;
}

/**
 * Adds divisions, parents before or among them. Rows that are there already change nothing. Refuses all when one is wrong:
 * no code, no such parent, or a code that would mean two things on one day. Answers how many were new.
 */
export async function addDivisions(ctx: TxCtx, inputs: readonly DivisionInput[]): Promise<number> {
  const rows = inputs.map((input, at) => ({
    ...input,
    at,
    code: canonicalCode(input.code),
    parent: parentOf(input),
  }));
  const faults: FieldFault[] = rows.flatMap(({ at, code, parent }) => [
    ...(code === null ? [{ field: `/${at}/code`, id: "division.code" }] : []),
    ...(parent === undefined ? [{ field: `/${at}/parentCode`, id: "division.code" }] : []),
    ...(code && parent && !isAbove(parent, code)
      ? [{ field: `/${at}/parentCode`, id: "division.parent-level" }]
      : []),
  ]);
  if (faults.length > 0) throw invalid(faults);
  const known = rows.flatMap((row) =>
    row.code ? [{ ...row, code: row.code, parentCode: row.parent ?? null }] : [],
  );
  const orphan = await store.missingParent(ctx.db, known);
  if (orphan) throw refused("division.unknown-parent", { code: orphan }, { status: 422 });
  const taken = await store.takenCode(ctx.db, known);
  if (taken) throw refused("division.code-taken", { code: taken });
  // Two rows of one batch can also contradict each other.
  const added = await refusing(
    { division_valid_once: () => refused("division.code-taken", { code: "" }) },
    () => store.insertDivisions(ctx.db, known),
  );
  if (added.length > 0) {
    await audit(ctx, {
      what: "division.added",
      on: { kind: "division", id: added[0] ?? "" },
      detail: { rows: added.length },
    });
    for (let at = 0; at < added.length; at += 1000) {
      await announce(ctx, "division.changed", { codes: added.slice(at, at + 1000) });
    }
  }
  return added.length;
}

/** Links two codes, also when nobody knows the day on which one followed the other. The same link again changes nothing. */
export async function linkDivisions(
  ctx: TxCtx,
  link: { from: string; to: string; how: store.Succession["how"]; onDay: string | null },
): Promise<void> {
  if (!(await store.linkDivisions(ctx.db, link))) return;
  const { from, to, how, onDay } = link;
  await audit(ctx, {
    what: "division.linked",
    on: { kind: "division", id: from },
    detail: { to, how, on: onDay },
  });
  await announce(ctx, "division.changed", { codes: [from, to] });
}

/** Records population figures; a figure for the same people, year and band is replaced. */
export async function putPopulations(ctx: TxCtx, rows: readonly PopulationRow[]): Promise<void> {
  const faults = rows.flatMap(({ ageFrom, ageTo, people }, at) => [
    ...(ageTo !== null && ageTo <= ageFrom ? [{ field: `/${at}/ageTo`, id: "population.ages" }] : []),
    ...(people < 0 || !Number.isInteger(people) ? [{ field: `/${at}/people`, id: "population.people" }] : []),
  ]);
  if (faults.length > 0) throw invalid(faults);
  await refusing(
    {
      population_counted_once: () => refused("population.overlap"),
      population_code_fkey: () => refused("population.unknown-division", {}, { status: 422 }),
      population_basis_fkey: () => refused("population.unknown-basis", {}, { status: 422 }),
    },
    () => store.putPopulations(ctx.db, rows),
  );
  await audit(ctx, {
    what: "population.put",
    on: { kind: "division", id: rows[0]?.code ?? "" },
    detail: { rows: rows.length },
  });
}

/** The parent's code, null for none, undefined when what is written is no code. */
function parentOf({ parentCode }: DivisionInput): string | null | undefined {
  return parentCode === null ? null : (canonicalCode(parentCode) ?? undefined);
}

const ranks = { province: 1, city: 2, district: 3, street: 4, community: 5 } as const;

function isAbove(parent: string, code: string): boolean {
  return ranks[levelOfCode(parent)] < ranks[levelOfCode(code)];
}
