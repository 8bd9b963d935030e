/** Shapes of JSON, declared once: each gives the type, the check, and the one order in which fields are written. */

/** Something wrong with a file: what, and where as a JSON pointer (RFC 6901). */
export interface Fault {
  id: FaultId;
  at: string;
}

export type FaultId =
  | "draw.shape"
  | "draw.unknown-field"
  | "draw.twice"
  | "draw.no-such-class"
  | "draw.no-such-group"
  | "draw.reserved-over-places"
  | "draw.size-over-places"
  | "draw.most-over-limit"
  | "draw.overlaps-itself"
  | "draw.times-out-of-order"
  | "draw.value-too-weak"
  | "draw.sizes-with-reserved-classes";

/** Reads a value at a place, notes what is wrong, and gives back what was asked for, with its fields in the declared order. */
export type Shape<T> = (value: unknown, at: string, faults: Fault[]) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

/** With a fault noted, what is handed back is thrown away by whoever asked. */
function wrong(at: string, faults: Fault[]): never {
  faults.push({ id: "draw.shape", at });
  return undefined as never;
}

/** Text that matches the pattern whole. */
export function textLike(pattern: RegExp): Shape<string> {
  return (value, at, faults) =>
    typeof value === "string" && pattern.test(value) ? value : wrong(at, faults);
}

/** A whole number from `from` to `to`, both included. */
export function whole(from: number, to: number): Shape<number> {
  return (value, at, faults) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to
      ? Number(value)
      : wrong(at, faults);
}

export const yesOrNo: Shape<boolean> = (value, at, faults) =>
  typeof value === "boolean" ? value : wrong(at, faults);

/** A list of at least `least`. */
export function listOf<T>(each: Shape<T>, least = 0): Shape<T[]> {
  return (value, at, faults) => {
    if (!Array.isArray(value) || value.length < least) return wrong(at, faults);
    return value.map((one, n) => each(one, `${at}/${n}`, faults));
  };
}

/** An object with these fields and no others. Those named in `mayLack` may be left out. */
export function fields<T extends object>(
  shapes: { [K in keyof T]-?: Shape<T[K]> },
  mayLack: (keyof T)[] = [],
): Shape<T> {
  const names = Object.keys(shapes) as (keyof T & string)[];
  return (value, at, faults) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(at, faults);
    const given = value as Record<string, unknown>;
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(shapes, name))
        faults.push({ id: "draw.unknown-field", at: `${at}/${pointed(name)}` });
    }
    const read: Partial<T> = {};
    for (const name of names) {
      if (given[name] === undefined && mayLack.includes(name)) continue;
      read[name] = shapes[name](given[name], `${at}/${name}`, faults);
    }
    // Every field was read or has a fault noted.
    return read as T;
  };
}

function pointed(name: string): string {
  return name.slice(0, 60).replaceAll("~", "~0").replaceAll("/", "~1");
}
