import { type Formatters, IntlMessageFormat } from "intl-messageformat";
import {
  type Day,
  dayOfIso,
  type FormatOptions,
  type Formats,
  formatsIn,
  type Moment,
  type WallTime,
} from "./dates.ts";
import { type Locale, localeFacts } from "./locales.ts";

// This file and what it imports run in the browser too: no files, no process, no clock.

/**
 * What a sentence may be filled with. Temporal values are written in the city's zone, and so are strings that are an
 * ISO day or instant ("2026-06-12", "2026-06-12T11:30:00Z"), because the data of a problem is JSON. A boolean chooses in a `select`.
 */
export type TextValue = string | number | boolean | Date | Day | Moment | WallTime;

/** All texts of one language after fallback; plain JSON, so that a page can carry the part it needs. */
export interface Catalogue {
  locale: Locale;
  texts: Record<string, string>;
  /** Keys whose text is in another language, because ours is missing or not yet approved. */
  foreign: Record<string, Locale>;
  /** Keys shown although nobody has approved the translation yet. */
  unapproved: Record<string, true>;
}

/** The texts of one language: `text("place.open-until", { time })`. */
export interface Text {
  (key: string, values?: Record<string, TextValue>): string;
  readonly locale: Locale;
  readonly dir: "ltr" | "rtl";
  readonly formats: Formats;
  has(key: string): boolean;
  /** Language the answer is in, for `lang` and `dir` where it is not the page's own. */
  langOf(key: string): Locale;
  /** May the answer be shown only with the mark "translation not yet approved"? */
  isUnapproved(key: string): boolean;
  /** Do some answers come in another language? */
  readonly partial: boolean;
}

export interface TextOptions extends FormatOptions {
  /** Told about a missing key or value; the page then shows what is left of the sentence. Without it a fault throws. */
  onFault?: (fault: string) => void;
}

/** Makes the `Text` of a catalogue. Messages are compiled when first used. */
export function textOf(catalogue: Catalogue, options: TextOptions = {}): Text {
  const { locale, texts } = catalogue;
  const formats = formatsIn(locale, options);
  const compiled = compiledOf(catalogue);

  function fault(what: string, remainder: string): string {
    if (!options.onFault) throw new Error(what);
    options.onFault(what);
    return remainder;
  }

  function text(key: string, values?: Record<string, TextValue>): string {
    const source = Object.hasOwn(texts, key) ? texts[key] : undefined;
    if (source === undefined) return fault(`no text "${key}" in ${locale}`, key);
    if (!source.includes("{") && !source.includes("'")) return source;
    try {
      let message = compiled.get(key);
      if (!message) {
        message = compileMessage(source, langOf(key));
        compiled.set(key, message);
      }
      return String(message.format(values && ready(values, langOf(key))));
    } catch (error) {
      return fault(`text "${key}" in ${locale}: ${error instanceof Error ? error.message : error}`, source);
    }
  }

  function ready(values: Record<string, TextValue>, lang: Locale): Record<string, string | number> {
    const out: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === "number") out[name] = value;
      else if (typeof value === "boolean") out[name] = String(value);
      else out[name] = isolated(typeof value === "string" ? stringText(value) : timeValueText(value), lang);
    }
    return out;
  }

  function stringText(value: string): string {
    if (isoInstant.test(value)) return formats.momentText({ epochMilliseconds: Date.parse(value) });
    return isoDay.test(value) ? formats.dayText(dayOfIso(value)) : value;
  }

  function timeValueText(value: Date | Day | Moment | WallTime): string {
    if (value instanceof Date) return formats.momentText({ epochMilliseconds: value.getTime() });
    if ("epochMilliseconds" in value) return formats.momentText(value);
    return "hour" in value ? formats.timeText(value) : formats.dayText(value);
  }

  function langOf(key: string): Locale {
    return catalogue.foreign[key] ?? locale;
  }

  return Object.assign(text, {
    locale,
    dir: localeFacts[locale].dir,
    formats,
    has: (key: string) => Object.hasOwn(texts, key),
    langOf,
    isUnapproved: (key: string) => Object.hasOwn(catalogue.unapproved, key),
    partial: Object.keys(catalogue.foreign).length > 0,
  });
}

const compiledMessages = new WeakMap<Catalogue, Map<string, IntlMessageFormat>>();

/** Compiled messages live as long as their catalogue: a `Text` is made for every request, a catalogue once. */
function compiledOf(catalogue: Catalogue): Map<string, IntlMessageFormat> {
  let compiled = compiledMessages.get(catalogue);
  if (!compiled) {
    compiled = new Map();
    compiledMessages.set(catalogue, compiled);
  }
  return compiled;
}

/** The part of a catalogue whose keys are, or begin with, one of these ("place.kind" takes "place.kind.library"). */
export function partOf(catalogue: Catalogue, prefixes: readonly string[]): Catalogue {
  const wanted = (key: string) => prefixes.some((prefix) => key === prefix || key.startsWith(`${prefix}.`));
  const pick = <V>(all: Record<string, V>): Record<string, V> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => wanted(key)));
  return {
    locale: catalogue.locale,
    texts: pick(catalogue.texts),
    foreign: pick(catalogue.foreign),
    unapproved: pick(catalogue.unapproved),
  };
}

/** Compiles one ICU message. Throws a SyntaxError with the parser's own word for the fault. `<` is an ordinary sign. */
export function compileMessage(source: string, locale: Locale): IntlMessageFormat {
  return new IntlMessageFormat(source, localeFacts[locale].plurals, undefined, {
    ignoreTag: true,
    formatters: formattersOf(locale),
  });
}

const formatters = new Map<Locale, Formatters>();

function formattersOf(locale: Locale): Formatters {
  let own = formatters.get(locale);
  if (!own) {
    const { numbers, plurals } = localeFacts[locale];
    const numberFormats = new Map<string, Intl.NumberFormat>();
    const pluralRules = new Map<string, Intl.PluralRules>();
    own = {
      getNumberFormat: (_, options) =>
        keep(
          numberFormats,
          options,
          () => new Intl.NumberFormat(numbers, options as Intl.NumberFormatOptions),
        ), // the library's own type differs in names only
      getPluralRules: (_, options) =>
        keep(pluralRules, options, () => new Intl.PluralRules(plurals, options)),
      getDateTimeFormat: () => {
        // Intl would write it in the host's zone.
        throw new Error("write {x} for a day or a time, not {x, date} or {x, time}");
      },
    };
    formatters.set(locale, own);
  }
  return own;
}

function keep<V>(known: Map<string, V>, options: object | undefined, make: () => V): V {
  const id = JSON.stringify(options ?? {});
  let value = known.get(id);
  if (!value) {
    value = make();
    known.set(id, value);
  }
  return value;
}

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
const isoDay = /^\d{4}-\d\d-\d\d$/;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const leftToRight = /[\p{Script=Latin}\p{Script=Han}\p{Script=Cyrillic}]/u;

/** Wraps a value that runs the other way in FSI…PDI (UAX #9), so that it cannot reorder the sentence around it. */
function isolated(value: string, lang: Locale): string {
  const against = localeFacts[lang].dir === "rtl" ? leftToRight : rightToLeft;
  return against.test(value) ? `\u2068${value}\u2069` : value;
}
