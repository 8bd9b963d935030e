/** The list of a draw: everything that is settled before chance speaks, as one text whose SHA-256 is made public. */
import { entryNumberPattern } from "./entry-number.ts";
import { leastValues, possibleValues, type ValueForm, valueForm } from "./public-value.ts";
import { type Fault, fields, listOf, type Shape, textLike, whole } from "./shape.ts";

/** Names how numbers become places. Another way of drawing gets another name; files of this one stay verifiable. */
export const version = "wenmai-draw-1";

const id = textLike(/^[a-z0-9-]{1,40}$/);
const title = textLike(/^[^\p{Cc}\p{Cs}]{1,200}$/u);
/** An instant with its offset, as people read it: `2027-03-18T21:15:00+08:00`. */
export const instant: Shape<string> = (value, at, faults) =>
  textLike(isDay(value) ? /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-][01]\d:[0-5]\d$/ : /$^/)(value, at, faults);
/** 32 bytes. */
export const hex32 = textLike(/^[0-9a-f]{64}$/);

/** Engines disagree about 31 February; here it is no day. */
function isDay(text: unknown): boolean {
  const local = String(text).slice(0, 19);
  const read = new Date(`${local}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(local);
}

export interface Entry {
  number: string;
  /** Chances: with weight 2 one is twice as likely to come first as with weight 1. */
  weight: number;
  /** People who come together or not at all. */
  size: number;
  /** Groups whose reserved places it may take. */
  groups: string[];
  /** Classes it wants, the dearest first. */
  choices: string[];
  /** Classes it would take at most. */
  most: number;
}

export interface Class {
  id: string;
  title: string;
  places: number;
  /** Of these places, those that go to a group first, in this order; what a group leaves is open to all. */
  reserved: { group: string; places: number }[];
}

export interface DrawList {
  version: string;
  title: string;
  frozenAt: string;
  /** SHA-256 of the secret. */
  commitment: string;
  value: {
    /** What it is and when it comes, in words: `福利彩票双色球第 2027031 期`. */
    source: string;
    form: ValueForm;
    /** Nobody can know it before. */
    knownFrom: string;
  };
  /** The secret is made public until then, whatever it gives. */
  revealBy: string;
  /** Classes one entry gets at most. */
  most: number;
  groups: { id: string; title: string }[];
  classes: Class[];
  /** Pairs of classes nobody can attend both of. */
  overlaps: string[][];
  entries: Entry[];
}

export const entryNumberText = textLike(entryNumberPattern);

const entry = fields<Entry>({
  number: entryNumberText,
  weight: whole(1, 100),
  size: whole(1, 1_000),
  groups: listOf(id),
  choices: listOf(id, 1),
  most: whole(1, 100),
});

const listShape: Shape<DrawList> = fields<DrawList>({
  version: textLike(new RegExp(`^${version}$`)),
  title,
  frozenAt: instant,
  commitment: hex32,
  value: fields<DrawList["value"]>({ source: title, form: valueForm, knownFrom: instant }),
  revealBy: instant,
  most: whole(1, 100),
  groups: listOf(fields<{ id: string; title: string }>({ id, title })),
  classes: listOf(
    fields<Class>({
      id,
      title,
      places: whole(0, 1_000_000),
      reserved: listOf(fields<Class["reserved"][number]>({ group: id, places: whole(1, 1_000_000) })),
    }),
    1,
  ),
  overlaps: listOf(listOf(id, 2)),
  entries: listOf(entry),
});

/** Reads a list from parsed JSON, sorted where order means nothing, or says everything that is wrong with it. */
export function readList(value: unknown): { list: DrawList } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const read = listShape(value, "", faults);
  if (faults.length > 0) return { faults };
  faults.push(...faultsIn(read));
  return faults.length > 0 ? { faults } : { list: sorted(read) };
}

/** The text of a list: one entry a line. One list has one text, whatever the order in which it was put together. */
export function listText({ entries, ...head }: DrawList): string {
  return `${JSON.stringify(head).slice(0, -1)},"entries":${linesOf(entries)}}\n`;
}

/** A JSON array with one item a line, so that two files can be laid side by side. */
export function linesOf(items: readonly object[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
}

/** By code units: the same everywhere, whatever the language of the machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups, classes, pairs and entries by name. The order of choices, of reserved groups and of the value's parts is kept: it says something. */
function sorted(list: DrawList): DrawList {
  const byId = (a: { id: string }, b: { id: string }) => compare(a.id, b.id);
  return {
    ...list,
    groups: [...list.groups].sort(byId),
    classes: [...list.classes].sort(byId),
    overlaps: list.overlaps
      .map((pair) => [...pair].sort(compare))
      .sort((a, b) => compare(a.join(" "), b.join(" "))),
    entries: list.entries
      .map((one) => (one.groups.length > 1 ? { ...one, groups: [...one.groups].sort(compare) } : one))
      .sort((a, b) => compare(a.number, b.number)),
  };
}

function faultsIn(list: DrawList): Fault[] {
  const faults: Fault[] = [];
  const say = (id: Fault["id"], at: string) => faults.push({ id, at });
  const twice = (names: string[], at: (n: number) => string) => {
    const seen = new Set<string>();
    names.forEach((name, n) => {
      if (seen.has(name)) say("draw.twice", at(n));
      seen.add(name);
    });
    return seen;
  };

  const times = [list.frozenAt, list.value.knownFrom, list.revealBy].map((text) => Date.parse(text));
  // Frozen before the value can be known, or the list could be chosen by it.
  const [frozen = Number.NaN, known = Number.NaN, reveal = Number.NaN] = times;
  if (!(frozen < known && known < reveal)) say("draw.times-out-of-order", "/value/knownFrom");
  if (possibleValues(list.value.form) < leastValues) say("draw.value-too-weak", "/value/form");

  const groups = twice(
    list.groups.map(({ id }) => id),
    (n) => `/groups/${n}/id`,
  );
  // "open" is the name of places that are nobody's.
  if (groups.has("open")) say("draw.shape", `/groups/${list.groups.findIndex(({ id }) => id === "open")}/id`);
  const classes = twice(
    list.classes.map(({ id }) => id),
    (n) => `/classes/${n}/id`,
  );
  list.classes.forEach(({ places, reserved }, n) => {
    const at = `/classes/${n}/reserved`;
    twice(
      reserved.map(({ group }) => group),
      (i) => `${at}/${i}/group`,
    );
    reserved.forEach(({ group }, i) => {
      if (!groups.has(group)) say("draw.no-such-group", `${at}/${i}/group`);
    });
    if (reserved.reduce((sum, one) => sum + one.places, 0) > places) say("draw.reserved-over-places", at);
  });
  list.overlaps.forEach((pair, n) => {
    const [one = "", other = ""] = pair;
    if (pair.length !== 2) say("draw.shape", `/overlaps/${n}`);
    for (const name of pair) if (!classes.has(name)) say("draw.no-such-class", `/overlaps/${n}`);
    if (one === other) say("draw.overlaps-itself", `/overlaps/${n}`);
  });
  twice(
    list.overlaps.map((pair) => [...pair].sort(compare).join(" ")),
    (n) => `/overlaps/${n}`,
  );

  const placesOf = new Map(list.classes.map(({ id, places }) => [id, places]));
  const reservesAmongSeveral =
    list.classes.length > 1 && list.classes.some(({ reserved }) => reserved.length > 0);
  twice(
    list.entries.map(({ number }) => number),
    (n) => `/entries/${n}/number`,
  );
  list.entries.forEach(({ size, groups: own, choices, most }, n) => {
    const at = `/entries/${n}`;
    twice(own, (i) => `${at}/groups/${i}`);
    twice(choices, (i) => `${at}/choices/${i}`);
    own.forEach((group, i) => {
      if (!groups.has(group)) say("draw.no-such-group", `${at}/groups/${i}`);
    });
    choices.forEach((name, i) => {
      const places = placesOf.get(name);
      if (places === undefined) say("draw.no-such-class", `${at}/choices/${i}`);
      // Together or not at all: it could never be admitted and would only seem to have entered.
      else if (size > places) say("draw.size-over-places", `${at}/choices/${i}`);
    });
    if (most > list.most) say("draw.most-over-limit", `${at}/most`);
    // With tickets of several sizes and different orders at different classes a stable outcome need not exist.
    if (size > 1 && reservesAmongSeveral) say("draw.sizes-with-reserved-classes", `${at}/size`);
  });
  return faults;
}
