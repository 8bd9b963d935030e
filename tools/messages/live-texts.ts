import { posix } from "node:path";
import { type SourceFile, textsInCode } from "./texts-in-code.ts";

const liveHandle = /export const handle\s*=\s*\{[^}]*\blive: true\b[^}]*\}/;
const textsOf = /\btexts:\s*(\[[^\]]*\]|\w+)/;
const imported = /^(?:import|export)\s(?!type\b)[^;]*?from "([^"]+)"/gm;

/** What was refused, and what there is none of, comes with its words. */
const saidByServer = /^(refusal|problem)\./;

/** Texts that a page which lives in the browser shows and does not send there: there their keys would be read instead. */
export function unsentTexts(files: readonly SourceFile[]): string[] {
  const sources = new Map(files.map((one) => [one.file, one.source]));
  return files.flatMap(({ file, source }) => {
    const handle = liveHandle.exec(source)?.[0];
    if (handle === undefined) return [];
    const sent = beginningsIn(textsOf.exec(handle)?.[1] ?? "", file, sources);
    const isSent = (key: string) => sent.some((one) => key === one || key.startsWith(`${one}.`));
    const { keys, prefixes } = textsInCode(drawnBy(file, sources));
    return [...keys, ...prefixes]
      .filter(({ key }) => !saidByServer.test(key) && !isSent(key) && !isSent(key.replace(/\.$/, "")))
      .map(({ key, where }) => `${where}: "${key}" is not among the texts that ${file} sends to the browser`);
  });
}

/** Strings of a list, and of the lists that are spread in it. */
function beginningsIn(list: string, file: string, sources: ReadonlyMap<string, string>): string[] {
  const named = list.startsWith("[") ? [...list.matchAll(/\.\.\.(\w+)/g)].map(([, name]) => name) : [list];
  const others = named.flatMap((name) =>
    [file, ...importsOf(file, sources)].flatMap((other) => {
      const found = new RegExp(`const ${name}\\b[^=]*= (\\[[^\\]]*\\])`).exec(sources.get(other) ?? "")?.[1];
      return found === undefined ? [] : beginningsIn(found, other, sources);
    }),
  );
  return [...[...list.matchAll(/"([^"]+)"/g)].map(([, text = ""]) => text), ...others];
}

/** The page and what it is drawn with: components. What a loader calls says its texts on the server. */
function drawnBy(page: string, sources: ReadonlyMap<string, string>): SourceFile[] {
  const seen = new Set([page]);
  for (const file of seen)
    for (const other of importsOf(file, sources)) if (other.endsWith(".tsx")) seen.add(other);
  return [...seen].map((file) => ({ file, source: withoutServer(sources.get(file) ?? "") }));
}

/** Every line stays where it was. */
const withoutServer = (source: string): string =>
  source.replace(/^export async function (?:loader|action)\b.*?^\}/gms, (all) => all.replace(/[^\n]/g, " "));

function importsOf(file: string, sources: ReadonlyMap<string, string>): string[] {
  return [...(sources.get(file) ?? "").matchAll(imported)]
    .map(([, from = ""]) =>
      from.startsWith("#web/") ? from.slice(1) : posix.join(posix.dirname(file), from),
    )
    .filter((other) => /(^|\/)web\//.test(other) && sources.has(other));
}
