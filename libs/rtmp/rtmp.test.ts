import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { amf, readAmf } from "./amf0.ts";
import { chunked, chunkReader } from "./chunks.ts";
import { flvTag } from "./flv.ts";
import { type ReceiverStep, receiver } from "./receiver.ts";

const random = (size: number) => Buffer.alloc(size, 7);

test("values are read as they were written", () => {
  const values = ["publish", 4, null, { app: "live", deep: { yes: true, no: false }, n: -1.5, none: null }];
  assert.deepEqual(readAmf(amf(...values)), values);
  assert.throws(() => readAmf(Buffer.from([2, 0, 9, 65])), /cut off/);
  assert.throws(() => readAmf(Buffer.from([0, 1])));
  assert.throws(() => readAmf(Buffer.from([17])), /marker 17/);
});

test("a message is whole however its bytes arrive", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 700 }),
      fc.integer({ min: 1, max: 300 }),
      (data, cut) => {
        const bytes = Buffer.concat([
          chunked(9, Buffer.from(data)),
          chunked(8, Buffer.from(data), { lane: 4 }),
        ]);
        const reader = chunkReader(() => 1000);
        const got = [];
        for (let from = 0; from < bytes.length; from += cut) {
          reader.add(bytes.subarray(from, from + cut));
          for (let message = reader.next(); message; message = reader.next()) got.push(message);
        }
        assert.deepEqual(
          got.map(({ type, data: whole }) => [type, whole.equals(Buffer.from(data))]),
          [
            [9, true],
            [8, true],
          ],
        );
      },
    ),
  );
});

test("times go on by their difference, and past 24 bits", () => {
  const reader = chunkReader(() => 1000);
  const all = (hex: string) => {
    reader.add(Buffer.from(hex, "hex"));
    const got = [];
    for (let message = reader.next(); message; message = reader.next()) got.push(message.at);
    return got;
  };
  assert.deepEqual(all("04" + "ffffff" + "000001" + "08" + "01000000" + "01000000" + "aa"), [0x01000000]);
  assert.deepEqual(all("44" + "000017" + "000001" + "08" + "bb"), [0x01000017]);
  assert.deepEqual(all("84" + "000021" + "cc" + "c4" + "dd"), [0x01000038, 0x01000059]);
  assert.equal(
    flvTag({ kind: "video", at: 0x01000038, data: Buffer.from([1]) })
      .subarray(0, 8)
      .toString("hex"),
    "0900000100003801",
  );
});

test("what is too long, has no beginning or is no RTMP is refused", () => {
  const reader = chunkReader(() => 100);
  reader.add(chunked(9, Buffer.alloc(101)));
  assert.throws(() => reader.next(), /101 bytes/);
  const other = chunkReader(() => 100);
  other.add(Buffer.from("c4aa", "hex"));
  assert.throws(() => other.next(), /without a beginning/);
  assert.throws(() => [...receiver(random).take(Buffer.from("GET / HTTP/1.1\r\n"))], /no RTMP/);
});

test("a sender says hello, connects, asks to publish and is heard only when accepted", () => {
  const side = receiver(random);
  const send = (bytes: Buffer): ReceiverStep[] => [...side.take(bytes)];
  const kinds = (steps: ReceiverStep[]) => steps.map(({ kind }) => kind);
  const theirs = Buffer.alloc(1536, 1);
  const [answer] = send(Buffer.concat([Buffer.from([3]), theirs]));
  assert.ok(answer?.kind === "answer" && answer.bytes.length === 1 + 2 * 1536);
  assert.ok(answer.bytes.subarray(1 + 1536).equals(theirs));
  assert.deepEqual(kinds(send(Buffer.alloc(1536))), []);
  assert.deepEqual(kinds(send(chunked(20, amf("connect", 1, { app: "live" })))), ["answer", "answer"]);
  assert.deepEqual(kinds(send(chunked(20, amf("createStream", 2, null)))), ["answer"]);
  assert.deepEqual(send(chunked(20, amf("publish", 3, null, "a-key", "live"))), [
    { kind: "publish", key: "a-key" },
  ]);
  const picture = chunked(9, Buffer.from([23, 1]), { lane: 6 });
  assert.deepEqual(send(picture), [], "nothing is taken before the key was found right");
  side.accept();
  assert.deepEqual(send(picture), [
    { kind: "media", media: { kind: "video", at: 0, data: Buffer.from([23, 1]) } },
  ]);
  assert.deepEqual(send(chunked(20, amf("deleteStream", 4, null, 1))), [{ kind: "end" }]);
});
