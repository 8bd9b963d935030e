import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Ber, constructed, context, primitive, universal } from "./ber.ts";
import { readBer } from "./ber-read.ts";
import { writeBer } from "./ber-write.ts";
import { PduCutter, Unreadable } from "./index.ts";
import { boolean, flags, integer, octets, oid, text } from "./simple.ts";
import { fromHex, toHex } from "./testing.ts";

const isUnreadable = (why: RegExp) => (error: unknown) =>
  error instanceof Unreadable && why.test(error.message);

test("numbers, identifiers, flags and strings are the bytes of X.690", () => {
  const cases = [
    [integer, 0, "020100"],
    [integer, 127, "02017f"],
    [integer, 128, "02020080"],
    [integer, 256, "02020100"],
    [integer, -128, "020180"],
    [integer, -129, "0202ff7f"],
    [integer, 140449132, "0204085f156c"],
    [integer, 2 ** 40 + 1, "0206010000000001"],
    [integer, -(2 ** 40), "0206ff0000000000"],
    [boolean, true, "010101"],
    [oid, "1.2.840.10003.5.10", "06072a8648ce13050a"],
    [oid, "2.999.3", "0603883703"],
    [flags(["a", "b", "c", "d", "e", "f", "g", "h", "i"]), ["a", "i"], "0303008080"],
    [text, "文脉", "1b06e69687e88489"],
    [octets, Uint8Array.of(1, 2), "04020102"],
  ] as const;
  for (const [type, value, hex] of cases) {
    assert.equal(toHex(writeBer(type.write(value as never))), hex);
    assert.deepEqual(type.read(readBer(fromHex(hex))), value);
  }
});

test("what is no whole number is not sent", () => {
  for (const number of [Number.NaN, 1.5, 2 ** 60])
    assert.throws(() => integer.write(number), /no whole number/);
});

test("other forms of the same values are read too", () => {
  const same = [
    [integer, 5, "02 04 00000005"],
    [integer, 5, "02 8104 00000005"],
    [flags(["a", "b", "c"]), ["a"], "03 02 05 80"],
    [octets, Uint8Array.of(1, 2, 3), "24 80 0402 0102 2403 0401 03 0000"],
    [text, "Müller", "1b 06 4dfc6c6c6572"],
  ] as const;
  for (const [type, value, hex] of same) assert.deepEqual(type.read(readBer(fromHex(hex))), value, hex);
});

test("bytes that are no BER are refused with their place", () => {
  const cases: [string, RegExp][] = [
    ["", /byte 0: the bytes end/],
    ["30", /byte 0: the bytes end/],
    ["3005 020105", /byte 0: a value of 5 bytes does not fit/],
    ["3003 0205 05", /byte 2: a value of 5 bytes does not fit/],
    ["3004 3080 0500", /byte 6: the bytes end/],
    ["3080 020105 00", /byte 5: the bytes end/],
    ["0480 0000", /primitive value says no length/],
    ["020105 00", /byte 3: bytes behind/],
    ["04 84 ffffffff", /longer than anything/],
    ["1f 80808001 00", /a tag that begins with nothing/],
    ["1f 8fffffffff01 00", /so great a number/],
  ];
  for (const [hex, why] of cases) assert.throws(() => readBer(fromHex(hex)), isUnreadable(why), hex);
  assert.throws(() => integer.read(readBer(fromHex("0200"))), isUnreadable(/without a digit/));
  assert.throws(() => integer.read(readBer(fromHex("0208 7fffffffffffffff"))), isUnreadable(/too great/));
  assert.throws(() => oid.read(readBer(fromHex("0600"))), isUnreadable(/without a number/));
});

test("neither depth nor number brings it down", () => {
  const deep = new Uint8Array(2_000_000).fill(0x30);
  for (let at = 1; at < deep.length; at += 2) deep[at] = 0x80;
  assert.throws(() => readBer(deep), isUnreadable(/more than 256 values in one another/));
  const many = new Uint8Array(1_000_005);
  for (let at = 5; at < many.length; at += 2) many[at] = 5;
  many.set(fromHex("3083 0f4240"));
  assert.throws(() => readBer(many), isUnreadable(/more than 100000 values/));
  let nested: Ber = primitive(universal(5), new Uint8Array());
  for (let n = 0; n < 300; n++) nested = constructed(context(1), [nested]);
  assert.throws(() => writeBer(nested), /nests deeper than 256/);
});

const aBer: fc.Arbitrary<Ber> = fc.letrec<{ ber: Ber }>((tie) => ({
  ber: fc.oneof(
    { maxDepth: 5 },
    fc
      .record({
        tag: fc.nat({ max: 3 }),
        number: fc.integer({ min: 1, max: 100_000 }),
        content: fc.uint8Array({ maxLength: 300 }),
      })
      .map(({ tag, number, content }) => primitive(tag * 2 ** 24 + number, content)),
    fc
      .record({ number: fc.nat({ max: 100_000 }), parts: fc.array(tie("ber"), { maxLength: 5 }) })
      .map(({ number, parts }) => constructed(context(number), parts)),
  ),
})).ber;

test("what is written is read again, and cut out of a stream whatever its chunks", () => {
  fc.assert(
    fc.property(
      fc.array(aBer, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
      (values, size) => {
        const written = values.map((value) => writeBer(constructed(context(20), [value])));
        const stream = Buffer.concat(written);
        const cutter = new PduCutter(1_000_000);
        const cut: Uint8Array[] = [];
        for (let at = 0; at < stream.length; at += size)
          cut.push(...cutter.push(stream.subarray(at, at + size)));
        assert.deepEqual(cut.map(toHex), written.map(toHex));
        assert.deepEqual(
          cut.map((bytes) => toHex(writeBer(readBer(bytes)))),
          written.map(toHex),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test("indefinite lengths are cut where they end", () => {
  const bytes = fromHex("b480 3080 0402 0000 0000 3003 040100 0000 a000");
  for (let size = 1; size <= bytes.length; size++) {
    const cutter = new PduCutter(100);
    const cut: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) cut.push(...cutter.push(bytes.subarray(at, at + size)));
    assert.deepEqual(cut.map(toHex), ["b48030800402000000003003040100" + "0000", "a000"]);
  }
});

test("who sends too much, or nothing that ends, is not listened to", () => {
  assert.throws(() => new PduCutter(1000).push(fromHex("b482 03e5")), isUnreadable(/more than 1000 bytes/));
  assert.doesNotThrow(() => new PduCutter(1000).push(fromHex("b482 03e4")));
  const endless = new PduCutter(1000);
  assert.throws(
    () => {
      for (let n = 0; n < 600; n++) endless.push(fromHex("b480"));
    },
    isUnreadable(/more than 1000 bytes/),
  );
  assert.throws(
    () => new PduCutter(1000).push(Buffer.from("GET / HTTP/1.1")),
    isUnreadable(/no PDU begins so/),
  );
});
