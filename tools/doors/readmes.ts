/** A module's README says in one sentence each what it calls, announces, fills and asks: **Calls** `places`, `people`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "./graph.ts";
import type { Order } from "./order.ts";
import { filesBelow } from "./sql.ts";

/** Holds these sentences against imports, events.ts, module.ts and the slots of the tree below `root`. */
export function checkReadmes(root: string, order: Order): Violation[] {
  const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "");
  const code = (folder: string) =>
    filesBelow(root, folder)
      .filter((file) => file.endsWith(".ts") && !/(\.test|\/testing)\.ts$/.test(file))
      .map(read)
      .join("\n");
  const names = Object.keys(order);
  const codes = new Map(["platform", ...names.map((name) => `modules/${name}`)].map((at) => [at, code(at)]));
  const slots = new Map([...codes.values()].flatMap((text) => found(text, slot)) as [string, string][]);
  return names.flatMap((name) => {
    const text = codes.get(`modules/${name}`) ?? "";
    const fills = found(read(`modules/${name}/module.ts`), /\bfill\(\s*(\w+)/g);
    const does = {
      Calls: found(text, /from "#(\w+)"/g)
        .map(([called = ""]) => called)
        .filter((called) => names.includes(called)),
      Announces: found(read(`modules/${name}/events.ts`), /^\s+"([a-z.-]+)":/gm).map(([event = ""]) => event),
      Fills: fills.map(([variable = ""]) => slots.get(variable) ?? variable),
      Slots: found(text, slot).map(([, called = ""]) => called),
    };
    const readme = read(`modules/${name}/README.md`);
    return Object.entries(does).flatMap(([label, is]) => {
      const sentence = new RegExp(`\\*\\*${label}\\*\\*(.*?)\\.(?=\\s|$)`, "s").exec(readme)?.[1] ?? "";
      const says = found(sentence, /`([a-z.-]+)`/g).map(([said = ""]) => said);
      const missing = [...new Set(is)].filter((one) => !says.includes(one)).map((one) => `lacks ${one}`);
      const untrue = says.filter((one) => !is.includes(one)).map((one) => `says ${one}`);
      return [...missing, ...untrue].map((what) => ({
        rule: "readme",
        where: `modules/${name}/README.md: **${label}** ${what}`,
        sentence: "What a README says a module calls, announces, fills and asks is what the code does.",
      }));
    });
  });
}

/** `export const placeComing = slot<…>("place.coming")`: the constant and the slot. */
const slot = /export const (\w+) = slot<.*?>\(\s*"([a-z.-]+)"/gs;

const found = (text: string, what: RegExp): string[][] =>
  [...text.matchAll(what)].map(([, ...groups]) => groups);
