/** What the standard writes in ASN.1, written here, and read and written by it: one declaration, both directions, and the type. */
import { type Ber, constructed, context, numberOf, Unreadable, universal } from "./ber.ts";

/** A type of ASN.1. */
export interface Asn1<T> {
  /** Whether a value with this tag is one. */
  takes(tag: number): boolean;
  /** Does not look at the tag. Throws `Unreadable`. */
  read(value: Ber): T;
  write(value: T): Ber;
}

/** What values of that type are here. */
export type Of<A> = A extends Asn1<infer T> ? T : never;

interface Optional<T> extends Asn1<T> {
  isOptional: true;
}

type Fields = Record<string, Asn1<unknown>>;
type Sequence<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends Optional<unknown> ? never : K]: Of<F[K]>;
} & {
  -readonly [K in keyof F as F[K] extends Optional<unknown> ? K : never]?: Of<F[K]>;
};
type Choice<F extends Fields> = { [K in keyof F]: { [P in K]: Of<F[K]> } }[keyof F];

/** `[number] IMPLICIT`: that tag instead of its own. */
export const implicit = <T>(number: number, of: Asn1<T>): Asn1<T> => tagged(context(number), of);

export function tagged<T>(tag: number, of: Asn1<T>): Asn1<T> {
  return { takes: isTag(tag), read: of.read, write: (value) => ({ ...of.write(value), tag }) };
}

/** `[number]`: that tag around it. */
export function explicit<T>(number: number, of: Asn1<T>): Asn1<T> {
  const tag = context(number);
  return {
    takes: isTag(tag),
    read: (value) => readOne(of, value.parts?.[0], value),
    write: (value) => constructed(tag, [of.write(value)]),
  };
}

export function optional<T>(of: Asn1<T>): Optional<T> {
  return { ...of, isOptional: true };
}

/** Fields go by their tags, in whatever order they come; what none takes is passed over: an extension, or what we have no use for. */
export function sequence<const F extends Fields>(fields: F): Asn1<Sequence<F>> {
  const all = Object.entries(fields);
  return {
    takes: isTag(16),
    read(value) {
      const found: Record<string, unknown> = {};
      for (const part of partsOf(value)) {
        const field = all.find(([name, of]) => of.takes(part.tag) && !Object.hasOwn(found, name));
        if (field) found[field[0]] = field[1].read(part);
      }
      const missing = all.find(([name, of]) => !("isOptional" in of) && !Object.hasOwn(found, name));
      if (missing) throw new Unreadable(value.byte, `${missing[0]} is missing`);
      // Every field that has to be there is, and each was read by its own type.
      return found as Sequence<F>;
    },
    write(value) {
      const given: Record<string, unknown> = value;
      return constructed(
        universal(16),
        all.filter(([name]) => given[name] !== undefined).map(([name, of]) => of.write(given[name])),
      );
    },
  };
}

export function sequenceOf<T>(of: Asn1<T>): Asn1<T[]> {
  return {
    takes: isTag(16),
    read: (value) => partsOf(value).map((part) => readOne(of, part, value)),
    write: (values) =>
      constructed(
        universal(16),
        values.map((one) => of.write(one)),
      ),
  };
}

/** One of several, under its name. */
export function choice<const F extends Fields>(alternatives: F): Asn1<Choice<F>> {
  const all = Object.entries(alternatives);
  return {
    takes: (tag) => all.some(([, of]) => of.takes(tag)),
    read(value) {
      const [name, of] = all.find(([, one]) => one.takes(value.tag)) ?? [];
      if (name === undefined || !of) throw new Unreadable(value.byte, unknown(value));
      // Read by the type of that name.
      return { [name]: of.read(value) } as Choice<F>;
    },
    write(value) {
      const [[name, inner] = ["", null]] = Object.entries(value);
      const of = alternatives[name];
      if (!of) throw new Error(`"${name}" is none of ${Object.keys(alternatives).join(", ")}.`);
      return of.write(inner);
    },
  };
}

/** A type that holds itself. */
export function lazy<T>(of: () => Asn1<T>): Asn1<T> {
  return {
    takes: (tag) => of().takes(tag),
    read: (value) => of().read(value),
    write: (value) => of().write(value),
  };
}

/** ANY: as it stands. */
export const any: Asn1<Ber> = { takes: () => true, read: (value) => value, write: (value) => value };

export function isTag(...taken: number[]): (tag: number) => boolean {
  return (tag) => taken.includes(tag);
}

function readOne<T>(of: Asn1<T>, value: Ber | undefined, around: Ber): T {
  if (!value) throw new Unreadable(around.byte, "nothing in it");
  if (!of.takes(value.tag)) throw new Unreadable(value.byte, unknown(value));
  return of.read(value);
}

function partsOf(value: Ber): readonly Ber[] {
  if (!value.parts) throw new Unreadable(value.byte, "has no parts, and should have");
  return value.parts;
}

const unknown = ({ tag }: Ber) => `${numberOf(tag)} means nothing here`;
