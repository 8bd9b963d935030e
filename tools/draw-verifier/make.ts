/**
 * The verifier as two files that need nothing else: the library's own sources with their types taken off, one after another, and the
 * words; around them a page for browsers, or a command.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

const here = new URL("./", import.meta.url);
const lib = new URL("../../libs/draw/", import.meta.url);

/** What stands first is needed by what follows. */
const library = [
  "sha256.ts",
  "shape.ts",
  "public-value.ts",
  "entry-number.ts",
  "list.ts",
  "giving.ts",
  "deferred-acceptance.ts",
  "assign.ts",
  "rank.ts",
  "outcome.ts",
  "verify.ts",
].map((name) => new URL(name, lib));

const about = `// 抽签核验 Verifier of draws, wenmai-draw-1. Apache-2.0.
// 由 libs/draw 的源文件去掉类型后逐个拼接而成，不联网，不依赖其他文件。
// Made of the sources in libs/draw one after another, types taken off. No network, no other file.
`;

/** The one file of the command: `node verify-draw.mjs FILE [NUMBER]`. */
export function verifierCommand(): string {
  return about + joined("command.ts");
}

/** The one file of the page. Its own policy lets it run this script and nothing else, and fetch nothing. */
export function verifierPage(): string {
  const script = `\n${about}${joined("page.ts")}\n`;
  const style = readFileSync(new URL("page.css", here), "utf8");
  const policy = `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'`;
  const parts: Record<string, string> = {
    POLICY: policy,
    "/* STYLE */": style,
    "\n/* SCRIPT */\n": script,
  };
  return readFileSync(new URL("page.html", here), "utf8").replace(
    /POLICY|\/\* STYLE \*\/|\n\/\* SCRIPT \*\/\n/g,
    (name) => parts[name] ?? name,
  );
}

function joined(last: string): string {
  const files = [...library, new URL("words.ts", here), new URL(last, here)];
  return files
    .map((file) => `// ${file.pathname.split("/").at(-1)}\n${plain(readFileSync(file, "utf8"))}`)
    .join("\n");
}

/** A source without types, exports and imports of its own kind; what Node itself offers is still imported. */
function plain(source: string): string {
  return stripTypeScriptTypes(source)
    .replace(/^import [^;]*? from "(?!node:)[^"]*";$/gm, "")
    .replace(/^export /gm, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
    .concat("\n");
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
