/** Throws seeded input at every operation as every kind of caller: never a 500, never half a change, always words for it. */
import fc from "fast-check";
import { isCommand } from "#contract";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { type Implemented, type Performer, problemDocument, type RawInput } from "#platform/http";
import { texts } from "#platform/i18n";
import { valueFor } from "./from-schema.ts";
import { mutated } from "./mutate.ts";
import type { Sample } from "./samples.ts";

export interface FuzzReport {
  operation: string;
  tried: number;
  accepted: number;
  refused: number;
  /** Inputs that ended in an unexpected error or a refusal without words. */
  broken: string[];
}

export interface FuzzPlan {
  performer: Performer;
  operations: Implemented[];
  samples: Record<string, Sample>;
  ctx: Ctx;
  /** What the samples' things belong to. */
  organisationId: string;
  /** Everybody who may come, made anew after each change. */
  callers: () => Promise<Actor[]>;
  seed: number;
  /** How often each operation is tried as each caller. */
  times: number;
}

/**
 * In turn a valid input as it is, one with a place changed, and one from the contract: the first shows that the operation can
 * be carried out at all. The same seed, the same inputs.
 */
export async function fuzzOperations(plan: FuzzPlan): Promise<FuzzReport[]> {
  const reports: FuzzReport[] = [];
  let callers: Actor[] | null = null;
  for (const { operation } of plan.operations) {
    const report: FuzzReport = { operation: operation.id, tried: 0, accepted: 0, refused: 0, broken: [] };
    const fromContract = fc.sample(
      fc.record({
        ...(operation.params && { params: valueFor(operation.params) }),
        ...(operation.query && { query: valueFor(operation.query) }),
        ...(operation.body && { body: valueFor(operation.body) }),
      }),
      { seed: plan.seed, numRuns: plan.times },
    );
    const here: Actor[] = callers ?? (await plan.callers());
    callers = here;
    // Who is refused or only reads leaves a valid input as it was.
    let valid: RawInput | null = null;
    for (let round = 0; round < plan.times; round++) {
      for (const [at, actor] of here.entries()) {
        if (round % 3 < 2) valid ??= await aValid(plan, operation.id);
        const whole = (round % 3 < 2 ? valid : fromContract[round]) ?? {};
        const input = round % 3 === 1 ? changed(whole, plan.seed + round * 10 + at) : whole;
        const accepted = await attempt(plan, report, actor, input);
        if (!accepted || !isCommand(operation)) continue;
        valid = null;
        callers = null;
      }
    }
    reports.push(report);
  }
  return reports;
}

/** A fresh valid input, for the one before was used up. */
function aValid(plan: FuzzPlan, id: string): Promise<RawInput> {
  const sample = plan.samples[id];
  if (!sample) throw new Error(`no sample for ${id}`);
  return inTx(plan.ctx, (ctx) => sample(ctx, plan.organisationId));
}

/** The same with one place changed. */
function changed(input: RawInput, seed: number): RawInput {
  const [one = {}] = fc.sample(mutated(input), { seed, numRuns: 1 });
  return Object(one);
}

/** Answers whether it was carried out. */
async function attempt(plan: FuzzPlan, report: FuzzReport, actor: Actor, input: RawInput): Promise<boolean> {
  report.tried += 1;
  try {
    await plan.performer.perform({ ...plan.ctx, actor }, report.operation, input, null);
    report.accepted += 1;
    return true;
  } catch (error) {
    const fault = error instanceof Problem && error.status < 500 ? withoutWords(error) : saidBy(error);
    if (fault) report.broken.push(`as ${actor.kind}: ${JSON.stringify(input).slice(0, 300)}: ${fault}`);
    else report.refused += 1;
    return false;
  }
}

const saidBy = (error: unknown) =>
  error instanceof Error
    ? (error.stack?.split("\n").slice(0, 6).join(" | ") ?? error.message)
    : String(error);

/** What is missing in what the person would read, or null. */
function withoutWords(problem: Problem): string | null {
  let missing: string | null = null;
  const text = texts("en", {
    onFault: (fault) => {
      missing = fault;
    },
  });
  problemDocument(problem, text, "fuzz");
  return missing;
}
