import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageFile, readMessageFiles, sourceLocale } from "#platform/i18n";
import { catalogueFaults } from "./messages/catalogues.ts";
import { unsentTexts } from "./messages/live-texts.ts";
import { refusalsInCode } from "./messages/refusals-in-code.ts";
import { type SourceFile, textsInCode } from "./messages/texts-in-code.ts";
import { wordingOf } from "./messages/wording.ts";

const sourceFiles = "{main,modules,platform,libs,web,seed}/**/*.{ts,tsx}";
const notSources = /\.(test|gen)\.tsx?$|\/node_modules\//;

/** Faults in the texts of the city: missing, unused, glued, untidy. An empty list when all is well. Files are named from the root. */
export async function checkMessages(root: string = join(import.meta.dirname, "..")): Promise<string[]> {
  const messages = readMessageFiles(root);
  const keys = new Set(
    messages.filter(({ locale }) => locale === sourceLocale).flatMap(({ entries }) => Object.keys(entries)),
  );
  const sources = readSources(root);
  const code = textsInCode(sources);
  const faults = [
    ...catalogueFaults(root, messages),
    ...code.glued,
    ...refusalFaults(sources, messages),
    ...unsentTexts(sources),
  ];

  for (const { key, where } of code.keys) {
    if (!keys.has(key)) faults.push(`${where}: no text "${key}" in any messages/zh-CN.json`);
  }
  for (const { key, where } of code.prefixes) {
    if (![...keys].some((known) => known.startsWith(key)))
      faults.push(`${where}: no text begins with "${key}"`);
  }

  const prefixes = [...code.prefixes.map(({ key }) => key), ...code.mentionedPrefixes];
  const used = new Set(code.keys.map(({ key }) => key));
  for (const id of code.mentioned) for (const key of textsOfId(id)) used.add(key);
  for (const { entries, file, locale } of messages) {
    if (locale !== sourceLocale) continue;
    for (const key of Object.keys(entries)) {
      if (used.has(key) || prefixes.some((prefix) => key.startsWith(prefix))) continue;
      faults.push(`${file}: "${key}" is used nowhere (a key made at run time: declare "// texts: prefix.*")`);
    }
  }
  return [...new Set(faults)];
}

/** Refusals without their texts, or whose texts ask for a value they are not given: either would be a 500 instead of an answer. */
function refusalFaults(sources: SourceFile[], messages: readonly MessageFile[]): string[] {
  const own = messages.filter(({ locale }) => locale === sourceLocale);
  const texts = new Map(own.flatMap(({ entries }) => Object.entries(entries)));
  return refusalsInCode(sources).flatMap(({ id, where, values, next }) =>
    ["", ".do", ...(next ? [".next"] : [])].flatMap((part) => {
      const key = `refusal.${id}${part}`;
      const text = texts.get(key);
      // A fault of a field may be written like a reason.
      if (texts.has(`invalid.${id}`) && !next) return [];
      if (typeof text !== "string") return [`${where}: no text "${key}" in any messages/zh-CN.json`];
      const missing = argumentsOf(text).filter((name) => values && ![...values, "request"].includes(name));
      return missing.map((name) => `${where}: "${key}" asks for {${name}}, which it is not given`);
    }),
  );
}

/** Names of the values a text asks for. A text that is not valid is a fault of its catalogue, and told there. */
function argumentsOf(text: string): string[] {
  try {
    return wordingOf(text, sourceLocale).arguments.map((one) => one.replace(/:.*/, ""));
  } catch {
    return [];
  }
}

/** A string in the code may be a key itself, or the id of a refusal or of a fault in a field. */
function textsOfId(id: string): string[] {
  return [id, `refusal.${id}`, `refusal.${id}.do`, `refusal.${id}.next`, `invalid.${id}`];
}

function readSources(root: string): SourceFile[] {
  return globSync(sourceFiles, { cwd: root, exclude: (name) => name === "node_modules" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !notSources.test(file))
    .sort()
    .map((file) => ({ file, source: readFileSync(join(root, file), "utf8") }));
}

if (import.meta.main) {
  const faults = await checkMessages();
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? "messages: all well" : `messages: ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
