/** Records of ISO 2709 made a little wrong, as transfers, conversions and hands do it. */

/** Bytes that mean something where they do not belong, and some that mean nothing anywhere. */
const telling = [
  0x1d, 0x1e, 0x1f, 0x1b, 0x00, 0x0a, 0x0d, 0x1a, 0x20, 0x2d, 0x24, 0x30, 0x39, 0x5c, 0x7f, 0x80, 0xc3, 0xe4,
  0xff,
];

export type Chance = (below: number) => number;

/** Even chance from a seed: xorshift32. */
export function chanceOf(seed: number): Chance {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Mutation = (record: Uint8Array, chance: Chance, other: Uint8Array) => Uint8Array;

const byteSet: Mutation = (record, chance) => {
  record[chance(record.length)] = chance(256);
  return record;
};

const mutations: Mutation[] = [
  byteSet,
  (record, chance) => {
    record[chance(record.length)] = telling[chance(telling.length)] ?? 0;
    return record;
  },
  // A digit of leader or directory.
  (record, chance) => {
    record[chance(Math.min(record.length, 24 + 12 * (1 + chance(20))))] = 0x30 + chance(10);
    return record;
  },
  // Lengths counted in characters, or a field that grew: bytes more or less.
  (record, chance) => spliced(record, chance(record.length), 1 + chance(3), new Uint8Array()),
  (record, chance) =>
    spliced(record, chance(record.length), 0, Uint8Array.of(telling[chance(telling.length)] ?? 0)),
  (record, chance) => record.subarray(0, chance(record.length)),
  (record, chance) => record.subarray(chance(record.length)),
  (record, chance, other) => {
    const at = chance(record.length);
    return spliced(record, at, chance(record.length - at), other.subarray(0, chance(other.length)));
  },
  (record, chance) => spliced(record, 0, 0, record.subarray(0, chance(record.length))),
  // Another charset, as who converts without looking makes it.
  (record) => new TextEncoder().encode(Buffer.from(record).toString("latin1")),
  (record) => record.map((byte) => (byte > 0x7f ? 0x3f : byte)),
  (record, chance) => record.fill(chance(256), chance(record.length), chance(record.length)),
];

/** One to three mutations; the record itself is left alone. */
export function mutatedRecord(record: Uint8Array, chance: Chance, other: Uint8Array): Uint8Array {
  let made: Uint8Array = record.slice();
  for (let times = 1 + chance(3); times > 0 && made.length > 0; times--)
    made = (mutations[chance(mutations.length)] ?? byteSet)(made.slice(), chance, other);
  return made;
}

function spliced(record: Uint8Array, at: number, removed: number, put: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([record.subarray(0, at), put, record.subarray(at + removed)]));
}
