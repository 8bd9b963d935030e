/** Reading, checking and converting 200,000 records made of real ones, beside what others use. CPU time of whole processes, medians of interleaved rounds. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Corpus, realRecords, writeCorpus } from "./marc-corpus.ts";
import type { BenchResult } from "./run.ts";

const count = 200_000;
/** For those that need minutes for all. */
const few = 20_000;
const rounds = 5;
const ours = join(import.meta.dirname, "marc-ours.ts");

interface Work {
  command: string[];
  records: number;
}

/** Others do it too: each is asked whether it is there. */
interface Peer {
  is: string[];
  command: (files: { file: string; shorter: string }) => string[];
  records: number;
}

// They read each subfield too, as ours does for its checksum.
const marcjs = `const { Marc } = require("marcjs"); let sum = 0;
require("fs").createReadStream(process.argv[1]).pipe(Marc.createStream("Iso2709", "Parser"))
  .on("data", ({ fields }) => { for (const field of fields) for (let n = 1; n < field.length; n++) sum += field[n].length; });`;
// It dies of a record that is not in the charset it says.
const perl = `my $batch = MARC::Batch->new("USMARC", $ARGV[0]); $batch->strict_off; $batch->warnings_off; my $sum = 0;
while (1) { my $record = eval { $batch->next }; next if $@; last unless $record;
  for my $field ($record->fields) { $sum += length for $field->is_control_field ? $field->data : map { $_->[1] } $field->subfields } }`;
const peers = {
  "yaz-marcdump -n": {
    is: ["yaz-marcdump", "-V"],
    command: ({ file }) => ["yaz-marcdump", "-n", file],
    records: count,
  },
  "yaz-marcdump -o marcxml": {
    is: ["yaz-marcdump", "-V"],
    command: ({ file }) => ["yaz-marcdump", "-o", "marcxml", file],
    records: count,
  },
  "yaz-marcdump -o json": {
    is: ["yaz-marcdump", "-V"],
    command: ({ file }) => ["yaz-marcdump", "-o", "json", file],
    records: count,
  },
  marcjs: {
    is: [process.execPath, "-e", 'require("marcjs")'],
    command: ({ shorter }) => [process.execPath, "-e", marcjs, shorter],
    records: few,
  },
  "perl MARC::Batch": {
    is: ["perl", "-MMARC::Batch", "-e", "1"],
    command: ({ shorter }) => ["perl", "-MMARC::Batch", "-e", perl, shorter],
    records: few,
  },
} satisfies Record<string, Peer>;

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  if (!existsSync(realRecords))
    throw new Error("no ../shared/data/marc beside the repository: there is nothing to make records of");
  const folder = mkdtempSync(join(tmpdir(), "wenmai-marc-"));
  try {
    const files = { file: join(folder, "records.mrc"), shorter: join(folder, "fewer.mrc") };
    const corpus = writeCorpus(files, { count, few, seed: "marc" });
    say(`${count} records of ${corpus.unique}, ${(corpus.bytes / 1e6).toFixed(0)} MB`);
    const works = new Map<string, Work>();
    for (const what of ["parse", "xml", "json"])
      works.set(what, { command: [process.execPath, ours, what, files.file], records: count });
    for (const [name, { is, command, records }] of Object.entries(peers))
      if (isThere(is)) works.set(name, { command: command(files), records });
      else say(`${name} is not here`);
    // What Node compiles it keeps, as that of a server that has run before.
    const cache = { ...process.env, NODE_COMPILE_CACHE: join(folder, "cache") };
    checkParse(ours, files.file, cache, corpus);
    const rates = measured(works, cache, say);
    return resultOf(rates, corpus);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isThere([program = "", ...args]: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

function checkParse(script: string, file: string, env: NodeJS.ProcessEnv, { checksum }: Corpus): void {
  const { stdout } = spawnSync(process.execPath, [script, "parse", file], { env, encoding: "utf8" });
  const said = JSON.parse(stdout);
  if (said.records !== count || said.checksum !== checksum)
    throw new Error(`read ${stdout.trim()}, written ${count} with checksum ${checksum}`);
}

/** Records in a second of CPU time, of each work the median. */
function measured(
  works: Map<string, Work>,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Map<string, number> {
  const all = new Map<string, number[]>();
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    for (const [name, { command, records }] of works) {
      const rate = records / cpuSeconds(command, env);
      all.set(name, [...(all.get(name) ?? []), rate]);
    }
  }
  const median = (rates: readonly number[]) => rates.toSorted((a, b) => a - b)[rates.length >> 1] ?? 0;
  return new Map([...all].map(([name, rates]) => [name, median(rates)]));
}

/** User and system time of a process and what it starts, from the shell that ran it. What it writes goes nowhere. */
function cpuSeconds(command: readonly string[], env: NodeJS.ProcessEnv): number {
  const { status, stdout } = spawnSync(
    "sh",
    ["-c", '"$@" >/dev/null 2>&1 || exit 1; times', "sh", ...command],
    { env, encoding: "utf8" },
  );
  const [, children = ""] = stdout.trim().split("\n");
  if (status !== 0) throw new Error(`${command.join(" ")} failed`);
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

function resultOf(rates: Map<string, number>, { unique, bytes, checksum }: Corpus): BenchResult {
  const versus = (mine: string, theirs: keyof typeof peers) => {
    const [a, b] = [rates.get(mine), rates.get(theirs)];
    return a && b ? a / b : null;
  };
  return {
    figures: { parse_per_cpu_s: rates.get("parse") ?? null },
    ratios: {
      count_vs_yaz: versus("parse", "yaz-marcdump -n"),
      xml_vs_yaz: versus("xml", "yaz-marcdump -o marcxml"),
      json_vs_yaz: versus("json", "yaz-marcdump -o json"),
      parse_vs_marcjs: versus("parse", "marcjs"),
      parse_vs_perl: versus("parse", "perl MARC::Batch"),
    },
    notes: [
      `${count} records made of ${unique} real ones, ${bytes} bytes, checksum over the bytes of all subfields ${checksum}`,
      "limits: parse_per_cpu_s 80000, count_vs_yaz 0.5, xml_vs_yaz 1, json_vs_yaz 1, parse_vs_marcjs 6, parse_vs_perl 40",
      `records in a second of CPU time, start of the process included, medians of ${rounds}; marcjs and perl on the first ${few}`,
      "ours checks every byte and writes Unicode; yaz takes the bytes over as they are",
      ...[...rates].map(([name, rate]) => `${name.padEnd(26)} ${Math.round(rate)} records/s`),
    ],
  };
}
