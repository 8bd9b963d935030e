import assert from "node:assert/strict";
import { test } from "node:test";
import { contract } from "./build/contract.ts";
import { GraphFileFault, readGraphFile, writeGraphFile } from "./file.ts";
import { someStreets } from "./testing.ts";

const source = { digest: "ab".repeat(32), replicatedAt: 1_433_550_182 };
const graphs = [1, 2, 3].map((seed) => contract(someStreets(seed), `profile ${seed} 步行`).graph);

/** The file in memory that threads share. */
function shared(bytes: Uint8Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

test("what was written is read, as views of shared memory", () => {
  const buffer = shared(writeGraphFile(graphs, source));
  const read = readGraphFile(buffer);
  assert.deepEqual(read.source, source);
  assert.deepEqual([...read.graphs.values()], graphs);
  for (const graph of read.graphs.values()) assert.equal(graph.arcs.buffer, buffer);
});

test("no streets at all are a file too", () => {
  assert.deepEqual(readGraphFile(shared(writeGraphFile([], source))), { source, graphs: new Map() });
});

test("another file, another version, one cut anywhere or with a broken header is refused", () => {
  const bytes = writeGraphFile(graphs, source);
  const refusal = (change: (copy: Uint8Array) => Uint8Array) => {
    try {
      readGraphFile(shared(change(bytes.slice())));
    } catch (error) {
      if (error instanceof GraphFileFault) return error.id;
      throw error;
    }
    return null;
  };
  const put =
    (at: number, ...values: number[]) =>
    (copy: Uint8Array) => {
      copy.set(values, at);
      return copy;
    };
  assert.equal(refusal(put(0, 0)), "graph.not-one");
  assert.equal(refusal(put(8, 9)), "graph.version");
  assert.equal(refusal(put(16, 0x5b)), "graph.header");
  assert.equal(refusal(put(12, 0xff, 0xff, 0xff, 0x7f)), "graph.truncated");
  for (const length of [0, 7, 15])
    assert.equal(
      refusal((copy) => copy.subarray(0, length)),
      "graph.not-one",
    );
  for (let length = 16; length < bytes.length; length += 61)
    assert.equal(
      refusal((copy) => copy.subarray(0, length)),
      "graph.truncated",
      `${length}`,
    );
  const text = new TextDecoder().decode(bytes);
  const edges = text.indexOf('"edges":') + 8;
  assert.equal(refusal(put(edges, 0x39)), "graph.header");
});
