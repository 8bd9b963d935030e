import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readMessageFiles, sourceLocale } from "#platform/i18n";
import { catalogueFaults } from "./messages/catalogues.ts";
import { type SourceFile, textsInCode } from "./messages/texts-in-code.ts";

const sources = "{main,modules,platform,libs,web,seed}/**/*.{ts,tsx}";
const notSources = /\.(test|gen)\.tsx?$|\/node_modules\//;

/** Faults in the texts of the city: missing, unused, glued, untidy. An empty list when all is well. Files are named from the root. */
export async function checkMessages(root: string = join(import.meta.dirname, "..")): Promise<string[]> {
  const messages = readMessageFiles(root);
  const keys = new Set(
    messages.filter(({ locale }) => locale === sourceLocale).flatMap(({ entries }) => Object.keys(entries)),
  );
  const code = textsInCode(readSources(root));
  const faults = [...catalogueFaults(root, messages), ...code.glued];

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

/** A string in the code may be a key itself, or the id of a refusal or of a fault in a field. */
function textsOfId(id: string): string[] {
  return [id, `refusal.${id}`, `refusal.${id}.do`, `refusal.${id}.next`, `invalid.${id}`];
}

function readSources(root: string): SourceFile[] {
  return globSync(sources, { cwd: root, exclude: (name) => name === "node_modules" })
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
