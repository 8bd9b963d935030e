import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "#libs/texts";
import { type Locale, locales, sourceLocale } from "#libs/texts";

/** One entry as written in a messages file. Plain text needs no approval; `approved_by: null` means nobody has read it yet. */
export type MessageEntry = string | { text: string; approved_by: string | null };

export interface MessageFile {
  /** Path from the root of the repository, with forward slashes. */
  file: string;
  locale: Locale;
  entries: Record<string, MessageEntry>;
}

const places = ["platform/messages", "platform/*/messages", "web/messages", "modules/*/messages"];

/** Folder that holds `modules/order.json`, looked for upwards from this file (it may have been bundled elsewhere). */
export function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "modules", "order.json"))) {
    const above = dirname(folder);
    if (above === folder)
      throw new Error("no modules/order.json above platform/i18n: where are the messages?");
    folder = above;
  }
  return folder;
}

/** Reads every messages file below a root, in a stable order. Throws with the file's name when one is not JSON. */
export function readMessageFiles(root: string): MessageFile[] {
  const files: MessageFile[] = [];
  for (const place of places) {
    for (const found of globSync(`${place}/*.json`, { cwd: root }).sort()) {
      const file = found.replaceAll("\\", "/");
      const locale = locales.find((code) => file.endsWith(`/${code}.json`));
      if (!locale) throw new Error(`${file}: not one of our languages (${locales.join(", ")})`);
      files.push({ file, locale, entries: parseEntries(readFileSync(join(root, found), "utf8"), file) });
    }
  }
  return files;
}

/** Texts of one language with zh-CN behind them. `hide` leaves out what nobody has approved. */
export function catalogueOf(files: MessageFile[], locale: Locale, unapproved: "show" | "hide"): Catalogue {
  const catalogue: Catalogue = { locale, texts: {}, foreign: {}, unapproved: {} };
  for (const { entries } of files.filter((file) => file.locale === locale)) {
    for (const [key, entry] of Object.entries(entries)) {
      const approved = typeof entry === "string" || entry.approved_by !== null;
      if (!approved && unapproved === "hide") continue;
      catalogue.texts[key] = typeof entry === "string" ? entry : entry.text;
      if (!approved) catalogue.unapproved[key] = true;
    }
  }
  if (locale === sourceLocale) return catalogue;
  for (const { entries } of files.filter((file) => file.locale === sourceLocale)) {
    for (const [key, entry] of Object.entries(entries)) {
      if (Object.hasOwn(catalogue.texts, key)) continue;
      catalogue.texts[key] = typeof entry === "string" ? entry : entry.text;
      catalogue.foreign[key] = sourceLocale;
    }
  }
  return catalogue;
}

function parseEntries(json: string, file: string): Record<string, MessageEntry> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Error(`${file}: one flat object of keys and texts expected`);
  }
  const entries: Record<string, MessageEntry> = {};
  for (const [key, value] of Object.entries(parsed)) entries[key] = parseEntry(value, `${file}: "${key}"`);
  return entries;
}

function parseEntry(value: unknown, where: string): MessageEntry {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "text" in value && "approved_by" in value) {
    const { text, approved_by } = value;
    if (typeof text === "string" && (typeof approved_by === "string" || approved_by === null)) {
      return { text, approved_by };
    }
  }
  throw new Error(`${where} must be a text or { "text", "approved_by" }`);
}
