/** The simple types of ASN.1 that the standard uses. */
import { type Asn1, any, choice, explicit, implicit, isTag, optional, sequence, tagged } from "./asn1.ts";
import { type Ber, primitive, Unreadable, universal } from "./ber.ts";
import { inSevens } from "./ber-write.ts";

export const octets: Asn1<Uint8Array> = {
  takes: isTag(4),
  read: bytesOf,
  write: (bytes) => primitive(universal(4), bytes),
};

/** A whole number that a double holds exactly. */
export const integer: Asn1<number> = {
  takes: isTag(2, 10),
  read(value) {
    const [first, ...rest] = bytesIn(value, 16);
    if (first === undefined) throw new Unreadable(value.byte, "a number without a digit");
    const number = rest.reduce((sum, byte) => sum * 256 + byte, first > 0x7f ? first - 256 : first);
    if (!Number.isSafeInteger(number)) throw new Unreadable(value.byte, "a number that is too great");
    return number;
  },
  write(number) {
    if (!Number.isSafeInteger(number)) throw new Error(`${number} is no whole number that can be sent.`);
    const bytes = [number & 0xff];
    let rest = Math.floor(number / 256);
    // Until what is left says no more than the sign that already stands there.
    while (rest !== ((bytes[0] ?? 0) > 0x7f ? -1 : 0)) {
      bytes.unshift(rest & 0xff);
      rest = Math.floor(rest / 256);
    }
    return primitive(universal(2), Uint8Array.from(bytes));
  },
};

export const boolean: Asn1<boolean> = {
  takes: isTag(1),
  read: (value) => bytesIn(value, 1)[0] !== 0,
  write: (is) => primitive(universal(1), Uint8Array.of(is ? 1 : 0)),
};

export const nothing: Asn1<null> = {
  takes: isTag(5),
  read: () => null,
  write: () => primitive(universal(5), new Uint8Array()),
};

/** A number that stands for a word. */
export function named<const N extends Record<string, number>>(names: N): Asn1<keyof N & string> {
  return {
    takes: integer.takes,
    read(value) {
      const number = integer.read(value);
      const name = Object.keys(names).find((one) => names[one] === number);
      if (name === undefined) throw new Unreadable(value.byte, `${number} means nothing here`);
      return name;
    },
    write: (name) => integer.write(names[name] ?? 0),
  };
}

/** A BIT STRING of which each bit has a name; bits without are passed over. */
export function flags<const N extends readonly string[]>(names: N): Asn1<N[number][]> {
  return {
    takes: isTag(3),
    read(value) {
      const [, ...bytes] = bytesIn(value, 100);
      return names.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
    },
    write(set) {
      const bits = names.map((name) => set.includes(name));
      // Whole bytes: zero bits may follow where bits have names (8.6.2.4).
      const bytes = new Uint8Array(1 + Math.ceil((bits.lastIndexOf(true) + 1) / 8));
      bits.forEach((isSet, bit) => {
        if (isSet) bytes[1 + (bit >> 3)] = (bytes[1 + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7));
      });
      return primitive(universal(3), bytes);
    },
  };
}

/** `1.2.840.10003.5.10`. */
export const oid: Asn1<string> = {
  takes: isTag(6),
  read(value) {
    const numbers: number[] = [];
    let number = 0;
    for (const byte of bytesIn(value, 100)) {
      number = number * 128 + (byte & 0x7f);
      if (!Number.isSafeInteger(number)) throw new Unreadable(value.byte, "an identifier that is too great");
      if (byte > 0x7f) continue;
      numbers.push(number);
      number = 0;
    }
    const [both, ...rest] = numbers;
    if (both === undefined) throw new Unreadable(value.byte, "an identifier without a number");
    const root = Math.min(2, Math.floor(both / 40));
    return [root, both - 40 * root, ...rest].join(".");
  },
  write(text) {
    const [root = 0, next = 0, ...rest] = text.split(".").map(Number);
    return primitive(universal(6), Uint8Array.from([40 * root + next, ...rest].flatMap(inSevens)));
  },
};

/** GeneralString; from who speaks version 2 VisibleString. UTF-8, and Latin-1 where the bytes are no UTF-8. */
export const text = textOf(27);
export const visibleText = textOf(26);

function textOf(tag: number): Asn1<string> {
  return {
    takes: isTag(26, 27),
    read(value) {
      const bytes = bytesOf(value);
      try {
        return utf8.decode(bytes);
      } catch {
        return Buffer.from(bytes).toString("latin1");
      }
    },
    write: (string) => primitive(universal(tag), new TextEncoder().encode(string)),
  };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** EXTERNAL: something of another standard, told by its identifier. */
export const external = tagged(
  universal(8),
  sequence({
    directReference: optional(oid),
    indirectReference: optional(integer),
    encoding: choice({
      singleAsn1Type: explicit(0, any),
      octetAligned: implicit(1, octets),
      arbitrary: implicit(2, octets),
    }),
  }),
);

function bytesIn(value: Ber, most: number): Uint8Array {
  const bytes = bytesOf(value);
  if (bytes.length > most) throw new Unreadable(value.byte, `more than ${most} bytes`);
  return bytes;
}

/** The bytes of a string, which may come in pieces (8.7.3). */
function bytesOf(value: Ber): Uint8Array {
  if (!value.parts) return value.content;
  const pieces: Uint8Array[] = [];
  const rest: Ber[] = [value];
  for (let one = rest.pop(); one; one = rest.pop())
    if (one.parts) for (const part of one.parts.toReversed()) rest.push(part);
    else pieces.push(one.content);
  return new Uint8Array(Buffer.concat(pieces));
}
