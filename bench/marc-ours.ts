/** What `marc.bench.ts` measures of ours, in a process of its own: `parse`, `xml` or `json`, and a file. */
import { openSync, readSync, writeSync } from "node:fs";
import { type Read, readIso2709, recordsOf, writeMarcJson, writeMarcXml } from "#libs/marc";
import { Checksum } from "./marc-checksum.ts";

const [what, file = ""] = process.argv.slice(2);
const reads = readIso2709(chunksOf(file), { passing: true });

if (what === "parse") process.stdout.write(`${await parsed(reads)}\n`);
else {
  const write = what === "xml" ? writeMarcXml : writeMarcJson;
  for await (const piece of write(
    recordsOf(reads, () => {}),
    { passing: true },
  ))
    writeSync(1, piece);
}

async function parsed(all: AsyncIterable<Read[]>): Promise<string> {
  const checksum = new Checksum();
  let records = 0;
  for await (const some of all)
    for (const read of some) {
      if (read.kind !== "record") continue;
      records++;
      checksum.addRecord(read);
    }
  return JSON.stringify({ records, checksum: checksum.text });
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const descriptor = openSync(path, "r");
  const buffer = new Uint8Array(1024 * 1024);
  for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer))
    yield buffer.subarray(0, read);
}
