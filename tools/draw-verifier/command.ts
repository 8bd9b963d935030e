/** The command of the verifier. Status 0: nothing wrong; 1: something is wrong; 2: not used rightly. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readEntryNumber, verify } from "#libs/draw";
import { stateWords, tell } from "./words.ts";

const usage = `用法 usage: node verify-draw.mjs FILE [NUMBER] [--hash HASH] [--value VALUE] [--kept FILE]
  FILE     公布的抽签文件 the published file
  NUMBER   您的抽签号 your entry number
  --hash   抽签前公布的清单哈希值 the hash announced before the draw
  --value  您自己查到的公开数 the public value as you looked it up
  --kept   您在抽签前保存的清单 the list you kept from before
`;

function run(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { hash: { type: "string" }, value: { type: "string" }, kept: { type: "string" } },
  });
  const [file, typed, ...more] = positionals;
  if (!file || more.length > 0) throw new Error("FILE");
  const number = typed === undefined ? null : readEntryNumber(typed);
  if (typed !== undefined && number === null) throw new Error(`NUMBER: ${typed}`);
  const { hash, value, kept } = values;
  const known = { hash, value, kept: kept === undefined ? undefined : readFileSync(kept, "utf8") };
  const report = verify(readFileSync(file, "utf8"), known);
  const { verdict, steps, own } = tell(report, number);
  const say = (lines: { zh: string; en: string }[], indent: string) => {
    for (const { zh, en } of lines) process.stdout.write(`${indent}${zh}\n${indent}${en}\n`);
  };
  if (report.list) process.stdout.write(`${report.list.title}\n\n`);
  steps.forEach(({ is, title, lines }, n) => {
    const state = stateWords[is];
    process.stdout.write(`${n + 1}. ${title.zh}：${state.zh}  ${title.en}: ${state.en}\n`);
    say(lines, "   ");
  });
  process.stdout.write("\n");
  if (own.length > 0) {
    say(own, "");
    process.stdout.write("\n");
  }
  say([verdict.line], "");
  return verdict.is === "wrong" ? 1 : 0;
}

try {
  process.exitCode = run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
