/** Throws seeded input at every operation as every kind of caller: never a 500, never half a change. */
import fc from "fast-check";
import type { Ctx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import type { Implemented, Performer } from "#platform/http";
import { valueFor } from "./from-schema.ts";

export interface FuzzReport {
  operation: string;
  tried: number;
  accepted: number;
  refused: number;
  /** Inputs that ended in an unexpected error, with the error. */
  broken: string[];
}

/** Tries each operation `times` times with each of the contexts. The same seed gives the same inputs. */
export async function fuzzOperations(
  { perform }: Performer,
  operations: Implemented[],
  callers: Ctx[],
  { seed, times }: { seed: number; times: number },
): Promise<FuzzReport[]> {
  const reports: FuzzReport[] = [];
  for (const { operation } of operations) {
    const report: FuzzReport = { operation: operation.id, tried: 0, accepted: 0, refused: 0, broken: [] };
    const input = fc.record({
      ...(operation.params && { params: valueFor(operation.params) }),
      ...(operation.query && { query: valueFor(operation.query) }),
      ...(operation.body && { body: valueFor(operation.body) }),
    });
    for (const one of fc.sample(input, { seed, numRuns: times })) {
      for (const caller of callers) {
        report.tried += 1;
        try {
          await perform(caller, operation.id, one, null);
          report.accepted += 1;
        } catch (error) {
          if (error instanceof Problem && error.status < 500) report.refused += 1;
          else
            report.broken.push(
              `${JSON.stringify(one).slice(0, 300)}: ${error instanceof Error ? error.message : error}`,
            );
        }
      }
    }
    reports.push(report);
  }
  return reports;
}
