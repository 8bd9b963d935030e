/** Problems people can act on: RFC 9457 documents with a stable id. A plain Error is a bug and becomes a 500. */

export type Data = Record<string, string | number>;

export interface FieldFault {
  /** JSON pointer into the input, e.g. `/body/hours/0/to`. */
  field: string;
  /** Stable id; its sentence is the message `invalid.<id>`. */
  id: string;
  data?: Data;
}

/** A refusal: the domain said no. Its sentence is `refusal.<id>`, what the person can do `refusal.<id>.do`. */
export class Problem extends Error {
  readonly id: string;
  readonly status: number;
  readonly data: Data;
  readonly faults: FieldFault[];
  /** What was written before the refusal stays: a try that was counted. Only for operations that are `unrepeated`. */
  readonly keeps: boolean;
  /** Path of the page that helps, e.g. `/my/documents?need=2`; its words are `refusal.<id>.next`. */
  readonly next: string | null;

  constructor(
    id: string,
    status: number,
    data: Data = {},
    faults: FieldFault[] = [],
    { keeps = false, next = null }: { keeps?: boolean; next?: string | null } = {},
  ) {
    super(`${id}${faults.length ? `: ${faults.map((f) => `${f.field} ${f.id}`).join(", ")}` : ""}`);
    this.name = "Problem";
    this.id = id;
    this.status = status;
    this.data = data;
    this.faults = faults;
    this.keeps = keeps;
    this.next = next;
  }
}

/** The domain refuses: 409 unless told. `refused("claim.none-left", { left: 0 })`. */
export function refused(
  id: string,
  data: Data = {},
  { status = 409, ...more }: { status?: number; keeps?: boolean; next?: string | null } = {},
): Problem {
  return new Problem(id, status, data, [], more);
}

/** The input is wrong: 422 with every faulty field named. */
export function invalid(faults: FieldFault[]): Problem {
  return new Problem("input.invalid", 422, { count: faults.length }, faults);
}

/** There is no such thing, or the asker may not know that there is. */
export function notFound(kind: string, id: string): Problem {
  return new Problem("not-found", 404, { kind, id: id.slice(0, 80) });
}

/** More was sent than is taken: how much is, and in which field where one is known. */
export function tooLarge(bytes: number, faults: FieldFault[] = []): Problem {
  const limit =
    bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1024 / 1024)} MB`;
  return new Problem("body-too-large", 413, { limit }, faults);
}

export function signInNeeded(): Problem {
  return new Problem("sign-in-needed", 401);
}

/** Nobody of this kind may, or not on this thing; `who` is told what is left to do. */
export function forbidden(rule: string, who: string): Problem {
  return new Problem("forbidden", 403, { rule, who });
}

/** Runs the body of a lookup and turns "nothing" into a 404. */
export function found<T>(value: T | null | undefined, kind: string, id: string): T {
  if (value === null || value === undefined) throw notFound(kind, id);
  return value;
}
