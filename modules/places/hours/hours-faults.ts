/** TEMPORARY until libs/hours is there. */
import type { FieldFault } from "#platform/errors";
export function hoursFaults(_hours: unknown, _at: string): FieldFault[] {
  return [];
}
