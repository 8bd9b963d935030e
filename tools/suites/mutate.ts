/** Valid input made a little wrong: one place of it removed, replaced, repeated or grown. */
import fc from "fast-check";
import { nastyTexts } from "./from-schema.ts";

type Path = (string | number)[];

/** Mostly one change; sometimes none, so that the way behind the checks is walked too. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const paths = [...pathsIn(value, [])];
  if (paths.length === 0) return fc.constant(value);
  const change = fc
    .tuple(fc.constantFrom(...paths), replacement)
    .map(([path, replace]) => changed(value, path, replace));
  return fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 4, arbitrary: change });
}

type Replacement =
  | { kind: "gone" }
  | { kind: "other"; value: unknown }
  | { kind: "listed" }
  | { kind: "extra" };

const replacement: fc.Arbitrary<Replacement> = fc.oneof(
  fc.constant({ kind: "gone" } as const),
  fc.constant({ kind: "listed" } as const),
  fc.constant({ kind: "extra" } as const),
  fc
    .oneof(
      fc.constantFrom<unknown>(...nastyTexts),
      fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 2_147_483_648, 9_007_199_254_740_991, 1e300, [], {}),
      fc.uuid(),
      fc.constantFrom(
        "0001-01-01",
        "9999-12-31",
        "2026-02-29",
        "9999-12-31T23:59:60Z",
        "1900-01-01T00:00:00+00:01",
      ),
    )
    .map((value) => ({ kind: "other", value }) as const),
);

function* pathsIn(value: unknown, at: Path): Generator<Path> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = [...at, Array.isArray(value) ? Number(name) : name];
    yield path;
    yield* pathsIn(inner, path);
  }
}

function changed(value: unknown, [step, ...rest]: Path, how: Replacement): unknown {
  if (step === undefined) return value;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? Object([...value])
    : { ...Object(value) };
  if (rest.length > 0) copy[step] = changed(copy[step], rest, how);
  else if (how.kind === "gone") delete copy[step];
  else if (how.kind === "listed") copy[step] = [copy[step], copy[step]];
  else if (how.kind === "extra") copy[`${step} `] = copy[step];
  else copy[step] = how.value;
  return copy;
}
