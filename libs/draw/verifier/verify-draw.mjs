// 抽签核验 Verifier of draws, wenmai-draw-1. Apache-2.0.
// 由 libs/draw 的源文件去掉类型后逐个拼接而成，不联网，不依赖其他文件。
// Made of the sources in libs/draw one after another, types taken off. No network, no other file.
// sha256.ts
/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104 / FIPS 198-1), written out because the verifier runs in a page opened from disk, where
 * a browser offers none, and because both sides then run the same code. A test holds it equal to OpenSSL's.
 */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2), and of the square roots of the first 8 (§5.3.3). */
const rounds = new Int32Array(64);
const start = new Int32Array(8);
for (let candidate = 2, n = 0; n < 64; candidate++) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor++)
    if (candidate % divisor === 0) prime = false;
  if (!prime) continue;
  if (n < 8) start[n] = fraction(Math.sqrt(candidate));
  rounds[n++] = fraction(Math.cbrt(candidate));
}

function fraction(root        )         {
  return ((root - Math.floor(root)) * 4_294_967_296) | 0;
}

const schedule = new Int32Array(64);

/** One block of 64 bytes into the state (§6.2.2). */
function compress(state            , bytes            , at        )       {
  const w = schedule;
  for (let t = 0; t < 16; t++) {
    const i = at + 4 * t;
    w[t] = (at8(bytes, i) << 24) | (at8(bytes, i + 1) << 16) | (at8(bytes, i + 2) << 8) | at8(bytes, i + 3);
  }
  for (let t = 16; t < 64; t++) {
    const x = at32(w, t - 15);
    const y = at32(w, t - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (at32(w, t - 16) + s0 + at32(w, t - 7) + s1) | 0;
  }
  let a = at32(state, 0);
  let b = at32(state, 1);
  let c = at32(state, 2);
  let d = at32(state, 3);
  let e = at32(state, 4);
  let f = at32(state, 5);
  let g = at32(state, 6);
  let h = at32(state, 7);
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at32(rounds, t) + at32(w, t)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = at32(state, 0) + a;
  state[1] = at32(state, 1) + b;
  state[2] = at32(state, 2) + c;
  state[3] = at32(state, 3) + d;
  state[4] = at32(state, 4) + e;
  state[5] = at32(state, 5) + f;
  state[6] = at32(state, 6) + g;
  state[7] = at32(state, 7) + h;
}

// An index within bounds is never undefined; the compiler cannot know, and a check in the inner loop would cost.
const at8 = (of            , i        ) => of[i]          ;
const at32 = (of            , i        ) => of[i]          ;

// Used again for every message: a hundred thousand draws of a key would otherwise make a million arrays.
const tail = new Uint8Array(128);
const working = new Int32Array(8);
const innerDigest = new Uint8Array(32);

/** Adds the last bytes to a state that has seen `before` bytes already, padded (§5.1.1), and writes its 32 bytes to `digest`. */
function finish(state            , bytes            , before        , digest            )       {
  let at = 0;
  for (; at + 64 <= bytes.length; at += 64) compress(state, bytes, at);
  const rest = bytes.length - at;
  const end = rest < 56 ? 64 : 128;
  tail.fill(0, rest, end);
  for (let i = 0; i < rest; i++) tail[i] = at8(bytes, at + i);
  tail[rest] = 0x80;
  const total = before + bytes.length;
  put32(tail, end - 8, Math.floor(total / 0x2000_0000));
  put32(tail, end - 4, total << 3);
  for (at = 0; at < end; at += 64) compress(state, tail, at);
  for (let i = 0; i < 8; i++) put32(digest, 4 * i, at32(state, i));
}

function put32(bytes            , at        , word        )       {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** The SHA-256 of the bytes, 32 bytes. */
function sha256(bytes            )             {
  const digest = new Uint8Array(32);
  finish(start.slice(), bytes, 0, digest);
  return digest;
}

/** HMAC-SHA256 under one key, for many messages: the key's two blocks are worked in once. */
function hmac(key            )                                      {
  const short = key.length > 64 ? sha256(key) : key;
  const keyed = (pad        ) => {
    const state = start.slice();
    const block = Uint8Array.from({ length: 64 }, (_, i) => (short[i] ?? 0) ^ pad);
    compress(state, block, 0);
    return state;
  };
  const [inner, outer] = [keyed(0x36), keyed(0x5c)];
  return (message) => {
    working.set(inner);
    finish(working, message, 64, innerDigest);
    working.set(outer);
    const digest = new Uint8Array(32);
    finish(working, innerDigest, 64, digest);
    return digest;
  };
}

/** Bytes as lower-case hexadecimal digits. */
function hexOf(bytes            )         {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Bytes of an even number of hexadecimal digits. */
function bytesOfHex(hex        )             {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

const utf8 = new TextEncoder();

/** Text as UTF-8. */
function bytesOf(text        )             {
  return utf8.encode(text);
}

// shape.ts
/** Shapes of JSON, declared once: each gives the type, the check, and the one order in which fields are written. */

/** Something wrong with a file: what, and where as a JSON pointer (RFC 6901). */

/** Reads a value at a place, notes what is wrong, and gives back what was asked for, with its fields in the declared order. */

/** With a fault noted, what is handed back is thrown away by whoever asked. */
function wrong(at        , faults         )        {
  faults.push({ id: "draw.shape", at });
  return undefined         ;
}

/** Text that matches the pattern whole. */
function textLike(pattern        )                {
  return (value, at, faults) =>
    typeof value === "string" && pattern.test(value) ? value : wrong(at, faults);
}

/** A whole number from `from` to `to`, both included. */
function whole(from        , to        )                {
  return (value, at, faults) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to
      ? Number(value)
      : wrong(at, faults);
}

const yesOrNo                 = (value, at, faults) =>
  typeof value === "boolean" ? value : wrong(at, faults);

/** A list of at least `least`. */
function listOf   (each          , least = 0)             {
  return (value, at, faults) => {
    if (!Array.isArray(value) || value.length < least) return wrong(at, faults);
    return value.map((one, n) => each(one, `${at}/${n}`, faults));
  };
}

/** An object with these fields and no others. Those named in `mayLack` may be left out. */
function fields                  (
  shapes                                   ,
  mayLack              = [],
)           {
  const names = Object.keys(shapes)                        ;
  return (value, at, faults) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(at, faults);
    const given = value                           ;
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(shapes, name))
        faults.push({ id: "draw.unknown-field", at: `${at}/${pointed(name)}` });
    }
    const read             = {};
    for (const name of names) {
      if (given[name] === undefined && mayLack.includes(name)) continue;
      read[name] = shapes[name](given[name], `${at}/${name}`, faults);
    }
    // Every field was read or has a fault noted.
    return read     ;
  };
}

function pointed(name        )         {
  return name.slice(0, 60).replaceAll("~", "~0").replaceAll("/", "~1");
}

// public-value.ts
/** A value that nobody who draws can choose, typed in by hand: the numbers of a lottery on a named day, or dice rolled before witnesses. */

/** One group of numbers: so many, from `from` to `to`. Distinct ones are a set, told in any order; others are told as they fell. */
const part = fields                                                                ({
  count: whole(1, 64),
  from: whole(0, 1),
  to: whole(1, 99),
  distinct: yesOrNo,
});
const valueForm = listOf(part, 1);

/** Forms that are at hand in every Chinese city. Each has more than a million values; eight dice are fewer than one would think. */
const publicForms = {
  /** 福利彩票双色球 */
  "double-colour": [
    { count: 6, from: 1, to: 33, distinct: true },
    { count: 1, from: 1, to: 16, distinct: true },
  ],
  /** 体育彩票超级大乐透 */
  "super-lotto": [
    { count: 5, from: 1, to: 35, distinct: true },
    { count: 2, from: 1, to: 12, distinct: true },
  ],
  /** 体育彩票七星彩 */
  "seven-star": [
    { count: 6, from: 0, to: 9, distinct: false },
    { count: 1, from: 0, to: 14, distinct: false },
  ],
  "ten-dice": [{ count: 10, from: 1, to: 6, distinct: false }],
}                                    ;

/**
 * Fewer values than this, and whoever makes the secret could try secrets until the values, taken together, favour somebody:
 * with N values and a chance p of being drawn the best of a billion secrets moves p by about 6 √(p(1−p)/N).
 */
const leastValues = 1_000_000;

/** How many values a form can take. */
function possibleValues(form           )         {
  let all = 1;
  for (const { count, from, to, distinct } of form) {
    for (let n = 0; n < count; n++) all *= distinct ? (to - from + 1 - n) / (n + 1) : to - from + 1;
  }
  return Math.max(0, all);
}

/**
 * The value as it enters the draw: NFKC, plain numbers with single spaces, parts joined by " + ", sets ascending. However it is typed,
 * with full-width digits, commas or leading zeros, one result gives one text. Refuses what is not of the announced form.
 */
function readValue(form           , typed        )                                            {
  const text = typed.normalize("NFKC");
  const strange = /[^\d\s,、;+|:：.\-–—]/u.exec(text);
  if (strange) return { fault: { id: "value.characters", found: strange[0] } };
  const asked = form.reduce((sum, { count }) => sum + count, 0);
  const numbers = numbersIn(text, form, asked);
  if (numbers.length !== asked) return { fault: { id: "value.count", asked, found: numbers.length } };
  const parts           = [];
  for (const { count, from, to, distinct } of form) {
    const own = numbers.splice(0, count);
    const outside = own.find((number) => number < from || number > to);
    if (outside !== undefined) return { fault: { id: "value.range", found: outside, from, to } };
    if (distinct) own.sort((a, b) => a - b);
    const again = own.find((number, n) => distinct && n > 0 && own[n - 1] === number);
    if (again !== undefined) return { fault: { id: "value.repeated", found: again } };
    parts.push(own.join(" "));
  }
  return { value: parts.join(" + ") };
}

/** Numbers as typed; digits run together are taken singly where every number has one digit. */
function numbersIn(text        , form           , asked        )           {
  const runs = text.match(/\d+/g) ?? [];
  const digits = runs.join("");
  const singly = runs.length !== asked && digits.length === asked && form.every(({ to }) => to <= 9);
  return (singly ? [...digits] : runs).map(Number);
}

// entry-number.ts
/** Random numbers given at entry: the only thing a draw knows of anybody. */

/** Crockford's base 32: no I, L, O, U, so that a number read aloud or copied by hand is not mistaken. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const entryNumberPattern = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** An entry number such as `7KQ2-M9XD` from five random bytes (40 bits). Whoever gives it keeps it unique within the draw. */
function entryNumber(chance            )         {
  if (chance.length !== 5)
    throw new RangeError(`an entry number is made of 5 random bytes, not ${chance.length}`);
  let bits = chance.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (let n = 0; n < 8; n++, bits >>= 5n) text = `${digits[Number(bits & 31n)]}${n === 4 ? "-" : ""}${text}`;
  return text;
}

/** An entry number as somebody types it (`7kq2 m9xd`, O for 0, I or L for 1), or null when it is none. */
function readEntryNumber(typed        )                {
  const text = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const number = `${text.slice(0, 4)}-${text.slice(4)}`;
  return entryNumberPattern.test(number) ? number : null;
}

// list.ts
/** The list of a draw: everything that is settled before chance speaks, as one text whose SHA-256 is made public. */

/** Names how numbers become places. Another way of drawing gets another name; files of this one stay verifiable. */
const version = "wenmai-draw-1";

const id = textLike(/^[a-z0-9-]{1,40}$/);
const title = textLike(/^[^\p{Cc}\p{Cs}]{1,200}$/u);
/** An instant with its offset, as people read it: `2027-03-18T21:15:00+08:00`. */
const instant                = (value, at, faults) =>
  textLike(isDay(value) ? /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-][01]\d:[0-5]\d$/ : /$^/)(value, at, faults);
/** 32 bytes. */
const hex32 = textLike(/^[0-9a-f]{64}$/);

/** Engines disagree about 31 February; here it is no day. */
function isDay(text         )          {
  const local = String(text).slice(0, 19);
  const read = new Date(`${local}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(local);
}

                                                                   

const entryNumberText = textLike(entryNumberPattern);

const entry = fields       ({
  number: entryNumberText,
  weight: whole(1, 100),
  size: whole(1, 1_000),
  groups: listOf(id),
  choices: listOf(id, 1),
  most: whole(1, 100),
});

const listShape                  = fields          ({
  version: textLike(new RegExp(`^${version}$`)),
  title,
  frozenAt: instant,
  commitment: hex32,
  value: fields                   ({ source: title, form: valueForm, knownFrom: instant }),
  revealBy: instant,
  most: whole(1, 100),
  groups: listOf(fields                               ({ id, title })),
  classes: listOf(
    fields       ({
      id,
      title,
      places: whole(0, 1_000_000),
      reserved: listOf(fields                           ({ group: id, places: whole(1, 1_000_000) })),
    }),
    1,
  ),
  overlaps: listOf(listOf(id, 2)),
  entries: listOf(entry),
});

/** Reads a list from parsed JSON, sorted where order means nothing, or says everything that is wrong with it. */
function readList(value         )                                           {
  const faults          = [];
  const read = listShape(value, "", faults);
  if (faults.length > 0) return { faults };
  faults.push(...faultsIn(read));
  return faults.length > 0 ? { faults } : { list: sorted(read) };
}

/** The text of a list: one entry a line. One list has one text, whatever the order in which it was put together. */
function listText({ entries, ...head }          )         {
  return `${JSON.stringify(head).slice(0, -1)},"entries":${linesOf(entries)}}\n`;
}

/** A JSON array with one item a line, so that two files can be laid side by side. */
function linesOf(items                   )         {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
}

/** By code units: the same everywhere, whatever the language of the machine. */
function compare(a        , b        )         {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups, classes, pairs and entries by name. The order of choices, of reserved groups and of the value's parts is kept: it says something. */
function sorted(list          )           {
  const byId = (a                , b                ) => compare(a.id, b.id);
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

function faultsIn(list          )          {
  const faults          = [];
  const say = (id             , at        ) => faults.push({ id, at });
  const twice = (names          , at                       ) => {
    const seen = new Set        ();
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

// giving.ts
/** What moves while places are given out. */

/** One entry while places are given out. */

/** Places that are left of one class: in all, and of these each group's. */

function leftOf({ places, reserved }       )       {
  return { all: places, reserved: new Map(reserved.map((one) => [one.group, one.places])) };
}

/** A place for each of the entry's people. */
function give(seeker        , left      , name        , from        )       {
  const { size } = seeker.entry;
  seeker.given.push({ class: name, from });
  left.all -= size;
  const reserved = left.reserved.get(from);
  if (reserved !== undefined) left.reserved.set(from, reserved - size);
}

// deferred-acceptance.ts
/**
 * Deferred acceptance, applicants proposing (Gale and Shapley 1962), with one order of applicants for all classes (single tie-breaking)
 * and reserved places: each class fills the places of its groups first, in their order, then the open ones, what a group leaves being
 * open (minority reserves of Hafalir, Yenmez and Yildirim 2013). No class's choice ever takes back somebody it refused, so the outcome
 * is stable, the best stable one for every applicant, the same in whatever order they are asked, and no wish list but the true one gets
 * more. Every entry is one person here.
 */

/** Whom a class keeps for now: by group in the class's order, the open places last; each by rank, the worst at the end. */

/** One round: everybody who asks gets the first of its wishes that keeps it, or is refused by all of them. */
function deferredAcceptance(
  seekers                   ,
  left                   ,
  classes                  ,
)       {
  const kept = new Map(classes.map((one) => [one.id, emptied(one, left.get(one.id))]));
  const next = new Map                ();
  const asking = [...seekers].reverse();
  for (let seeker = asking.pop(); seeker; seeker = asking.pop()) {
    const n = next.get(seeker) ?? 0;
    const name = seeker.wishes[n];
    const there = name === undefined ? undefined : kept.get(name);
    if (name === undefined || !there) continue;
    next.set(seeker, n + 1);
    const out = propose(there, seeker);
    if (!out) continue;
    out.refused.push({ class: name, left: 0 });
    asking.push(out);
  }
  for (const [name, { slots }] of kept) {
    const there = left.get(name);
    for (const { from, seekers: those } of slots) {
      for (const seeker of those) if (there) give(seeker, there, name, from);
    }
  }
}

function emptied({ reserved }       , left       )       {
  const slots = reserved.map(({ group }) => ({
    from: group,
    quota: left?.reserved.get(group) ?? 0,
    seekers: [],
  }));
  return {
    left: left?.all ?? 0,
    slots: [...slots, { from: "open", quota: Infinity, seekers: [] }],
    count: 0,
  };
}

/** Who is not kept after this one asked too: somebody else, itself, or nobody. Whoever is put out of a group's places tries the next. */
function propose(there      , seeker        )                     {
  let moving                     = seeker;
  for (const { from, quota, seekers } of there.slots) {
    if (!moving) break;
    if (from !== "open" && !moving.entry.groups.includes(from)) continue;
    insert(seekers, moving);
    moving = seekers.length > quota ? seekers.pop() : undefined;
  }
  if (++there.count <= there.left) return undefined;
  there.count--;
  // The place it took in a group's share is one fewer for those who come after that share.
  const filled = there.slots.filter(({ seekers }) => seekers.length > 0);
  return filled[filled.length - 1]?.seekers.pop();
}

function insert(seekers          , one        )       {
  let [low, high] = [0, seekers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seekers[middle]?.rank ?? 0) < one.rank) low = middle + 1;
    else high = middle;
  }
  seekers.splice(low, 0, one);
}

// assign.ts
/** From one order of all entries to places: who gets what, who waits at which turn, and why. */

/** What became of one choice of one entry. */

/**
 * Results in the order given. Rounds: in each every entry that got a class in all rounds before, wants another and may have one gets at
 * most one more, so nobody has two classes while somebody who could take the place has none.
 */
function assign(
  { classes, overlaps, most }                                                 ,
  ordered                  ,
)           {
  const left = new Map(classes.map((one) => [one.id, leftOf(one)]));
  const apart = apartness(overlaps);
  const all = ordered.map(
    (entry, rank)         => ({ entry, rank, wishes: entry.choices, given: [], refused: [] }),
  );
  // By the order alone where one order holds everywhere: that is deferred acceptance then, and it can hold groups together.
  const round =
    classes.length > 1 && classes.some(({ reserved }) => reserved.length > 0) ? deferredAcceptance : inTurn;
  for (let n = 1; n <= most; n++) {
    const seekers = all.filter(({ entry, given }) => given.length === n - 1 && entry.most >= n);
    if (n > 1) for (const seeker of seekers) seeker.wishes = wishesOf(seeker, apart);
    round(seekers, left, classes);
  }
  return resultsOf(all, apart);
}

function apartness(overlaps            )                           {
  const apart = new Map                     ();
  for (const [one = "", other = ""] of overlaps) {
    apart.set(one, (apart.get(one) ?? new Set()).add(other));
    apart.set(other, (apart.get(other) ?? new Set()).add(one));
  }
  return apart;
}

function wishesOf({ entry, given, refused }        , apart                          )           {
  return entry.choices.filter(
    (name) => !of(given, name) && !of(refused, name) && clash(name, given, apart) === undefined,
  );
}

function of                             (those              , name        )                {
  return those.find((one) => one.class === name);
}

/** The class among those given that nobody can attend beside this one. */
function clash(name        , given                 , apart                          )                     {
  const those = apart.get(name);
  return those && given.find((one) => those.has(one.class))?.class;
}

/**
 * One after another takes the first of its wishes that has room for all its people; who finds room nowhere is passed over and the next
 * is asked. The reserved places of each group are gone through first, which is only possible where there is one class.
 */
function inTurn(seekers                   , left                   , classes                  )       {
  const before = new Set        ();
  for (const { id, reserved } of classes) {
    const there = left.get(id);
    for (const { group } of reserved) {
      for (const seeker of seekers) {
        const { groups, size } = seeker.entry;
        if (!there || before.has(seeker) || !groups.includes(group) || !seeker.wishes.includes(id)) continue;
        if (size > Math.min(there.all, there.reserved.get(group) ?? 0)) continue;
        give(seeker, there, id, group);
        before.add(seeker);
      }
    }
  }
  for (const seeker of seekers) {
    if (before.has(seeker)) continue;
    for (const name of seeker.wishes) {
      const there = left.get(name);
      if (there && there.all >= seeker.entry.size) {
        give(seeker, there, name, "open");
        break;
      }
      seeker.refused.push({ class: name, left: there?.all ?? 0 });
    }
  }
}

function resultsOf(all                   , apart                          )           {
  const turns = new Map                ();
  return all.map(({ entry, rank, given, refused }) => ({
    number: entry.number,
    rank: rank + 1,
    choices: entry.choices.map((name)               => {
      const got = of(given, name);
      if (got) return { class: name, is: "given", from: got.from };
      const no = of(refused, name);
      if (no) {
        const turn = (turns.get(name) ?? 0) + 1;
        turns.set(name, turn);
        return { class: name, is: "waiting", turn, left: no.left };
      }
      const beside = clash(name, given, apart);
      return beside === undefined
        ? { class: name, is: "enough" }
        : { class: name, is: "overlaps", with: beside };
    }),
  }));
}

// rank.ts
/** From secret, list and public value to one order of all entries. */

/** What is made public of a secret of 32 random bytes before the draw: SHA-256 of the bytes, in hexadecimal. */
function commitmentTo(secret        )         {
  return hexOf(sha256(bytesOfHex(secret)));
}

/** HMAC-SHA256(secret, "wenmai-draw-1 seed␊" list hash "␊" value). Neither who keeps the secret nor who makes the value can steer it. */
function seedOf(secret        , listHash        , value        )         {
  return hexOf(hmac(bytesOfHex(secret))(bytesOf(`${version} seed\n${listHash}\n${value}`)));
}

/**
 * The key of an entry of weight w: the greatest of HMAC-SHA256(seed, "rank " number " " i), i = 1 … w, as bytes. The greatest of w even
 * chances is one even chance to the power 1/w, so the order is that of Efraimidis and Spirakis (2006), without a rounded number anywhere.
 */
function keyOf({ number, weight }       , chance                                     )             {
  let best = chance(asciiOf(`rank ${number} 1`));
  for (let i = 2; i <= weight; i++) {
    const next = chance(asciiOf(`rank ${number} ${i}`));
    if (compareBytes(next, best) > 0) best = next;
  }
  return best;
}

// One array for all messages: a message is done with before the next is written.
const message = new Uint8Array(32);

function asciiOf(text        )             {
  for (let i = 0; i < text.length; i++) message[i] = text.charCodeAt(i);
  return message.subarray(0, text.length);
}

/** The first six bytes, which fit a number and decide all but one comparison in many millions. */
function headOf(key            )         {
  let head = 0;
  for (let i = 0; i < 6; i++) head = head * 256 + (key[i] ?? 0);
  return head;
}

/** The entries, the greatest key first. Equal keys cannot be expected before the sun goes out; the number would decide. */
function inOrder(entries                  , seed        )          {
  const chance = hmac(bytesOfHex(seed));
  return entries
    .map((entry) => {
      const key = keyOf(entry, chance);
      return { entry, key, head: headOf(key) };
    })
    .sort((a, b) => b.head - a.head || compareBytes(b.key, a.key) || compare(a.entry.number, b.entry.number))
    .map(({ entry }) => entry);
}

function compareBytes(a            , b            )         {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

// outcome.ts
/** Freezing a list, drawing from it, and the file that is made public afterwards. */

/** What the draw adds to the list. */

/** The text to publish and to keep byte for byte, and its SHA-256 to announce; or everything that is wrong with the draft. */
function freeze(
  draft                           ,
)                                                       {
  const read = readList({ ...draft, version });
  if ("faults" in read) return read;
  const text = listText(read.list);
  return { text, hash: hashOf(text) };
}

/** SHA-256 of a text as UTF-8, in hexadecimal. */
function hashOf(text        )         {
  return hexOf(sha256(bytesOf(text)));
}

/** Draws from a frozen list. The same list, secret and value always give the same results. Refuses what was not announced. */
function draw(
  text        ,
  { secret, value, at }                                               ,
)                                                                 {
  const file = open(text);
  const { list, hash: listHash } = file;
  if (!list || !file.exact || file.outcome)
    return { refused: { id: "draw.not-a-list", faults: file.faults } };
  if (!/^[0-9a-f]{64}$/.test(secret) || commitmentTo(secret) !== list.commitment)
    return { refused: { id: "draw.another-secret" } };
  const read = readValue(list.value.form, value);
  if ("fault" in read) return { refused: { id: "draw.value", fault: read.fault } };
  if (!(Date.parse(at) >= Date.parse(list.value.knownFrom))) return { refused: { id: "draw.too-early" } };
  const seed = seedOf(secret, listHash, read.value);
  const results = assign(list, inOrder(list.entries, seed));
  const outcome          = { listHash, secret, value: read.value, drawnAt: at, seed, results };
  return { text: publishedText(text, outcome), results };
}

function publishedText(list        , { results, ...head }         )         {
  const outcome = `${JSON.stringify(head).slice(0, -1)},"results":${linesOf(results)}}\n`;
  return `{"list":\n${list},"outcome":\n${outcome}}\n`;
}

/** A choice's result as it may stand in a file; whether it is right only drawing again can say. */
const choice = fields

  (
  {
    class: textLike(/^[a-z0-9-]{1,40}$/),
    is: textLike(/^(given|waiting|enough|overlaps)$/),
    from: textLike(/^[a-z0-9-]{1,40}$/),
    turn: whole(1, Number.MAX_SAFE_INTEGER),
    left: whole(0, 1_000_000),
    with: textLike(/^[a-z0-9-]{1,40}$/),
  },
  ["from", "turn", "left", "with"],
)                                    ;

const outcomeShape = fields         ({
  listHash: hex32,
  secret: hex32,
  value: textLike(/^[0-9 +]{1,500}$/),
  drawnAt: instant,
  seed: hex32,
  results: listOf(
    fields        ({
      number: entryNumberText,
      rank: whole(1, Number.MAX_SAFE_INTEGER),
      choices: listOf(choice),
    }),
  ),
});

/** A file of a draw, before it (`outcome` null) or after it. */

/** Reads a file. A byte order mark and line ends of Windows, which editors and mail add by themselves, are no change. */
function open(text        )         {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const nothing = { list: null, hash: "", outcome: null, exact: false };
  let json         ;
  try {
    json = JSON.parse(plain);
  } catch {
    return { ...nothing, broken: true, faults: [] };
  }
  const published =
    typeof json === "object" && json !== null && "outcome" in json && "list" in json ? json : null;
  const read = readList(published ? published.list : json);
  if ("faults" in read) {
    const faults = read.faults.map(({ id, at }) => ({ id, at: published ? `/list${at}` : at }));
    return { ...nothing, broken: false, faults };
  }
  const { list } = read;
  const own = listText(list);
  const found = { list, hash: hashOf(own), outcome: null, exact: own === plain, broken: false, faults: [] };
  if (!published) return found;
  const faults          = [];
  const outcome = outcomeShape(published.outcome, "/outcome", faults);
  if (faults.length > 0) return { ...found, exact: false, faults };
  return { ...found, outcome, exact: publishedText(own, outcome) === plain };
}

// verify.ts
/** Checking a draw, step by step, by somebody who trusts neither the file nor whoever published it. */

/** What the doubter knows from elsewhere; each makes the check stronger. */

/**
 * Checks a file of a draw. One alteration makes wrong the step it belongs to: later steps go on from what the file states, so that
 * they do not all fall with it.
 */
function verify(text        , known        = {})         {
  const file = open(text);
  const { list, outcome, hash } = file;
  const checks = [formCheck(file)];
  if (!list) return { checks, list, outcome, hash, results: null };
  checks.push(listCheck(list, outcome, hash, known));
  if (!outcome) {
    const open = (["times", "secret", "value", "seed", "results"]         ).map((step) =>
      check(step, [], { id: "not-drawn" }),
    );
    return { checks: [...checks, ...open], list, outcome, hash, results: null };
  }
  checks.push(timesCheck(list, outcome));
  const secret = check(
    "secret",
    commitmentTo(outcome.secret) === list.commitment ? [] : [{ id: "another-secret" }],
  );
  const value = valueCheck(list, outcome, known);
  checks.push(secret, value, seedCheck(outcome, secret));
  const results = assign(list, inOrder(list.entries, outcome.seed));
  checks.push(check("results", resultFindings(outcome.results, results)));
  return { checks, list, outcome, hash, results };
}

function check(step      , wrong           , ...missing           )        {
  if (wrong.length > 0) return { step, is: "wrong", findings: wrong };
  return { step, is: missing.length > 0 ? "open" : "right", findings: missing };
}

function formCheck({ broken, faults, exact }        )        {
  if (broken) return check("form", [{ id: "not-json" }]);
  if (faults.length > 0)
    return check(
      "form",
      faults.map((fault) => ({ id: "fault", fault })),
    );
  return check("form", exact ? [] : [{ id: "not-exact" }]);
}

function listCheck(list          , outcome                , hash        , known       )        {
  const wrong            = [];
  if (outcome && outcome.listHash !== hash) wrong.push({ id: "not-stated", hash, stated: outcome.listHash });
  const announced = known.hash
    ?.normalize("NFKC")
    .toLowerCase()
    .replace(/[\s:-]/g, "");
  if (announced && announced !== hash) wrong.push({ id: "not-announced", hash, announced });
  if (known.kept !== undefined) wrong.push(...differences(list, open(known.kept).list));
  return announced || known.kept !== undefined
    ? check("list", wrong)
    : check("list", wrong, { id: "compare-hash", hash });
}

/** What was changed since somebody kept the list. */
function differences(list          , kept                 )            {
  if (!kept) return [{ id: "kept-unreadable" }];
  const found            = [];
  const { entries: now, ...terms } = list;
  const { entries: was, ...termsThen } = kept;
  for (const [field, value] of Object.entries(terms)) {
    if (JSON.stringify(value) !== JSON.stringify(termsThen[field                      ]))
      found.push({ id: "terms-changed", field });
  }
  const before = new Map(was.map((entry) => [entry.number, entry]));
  for (const entry of now) {
    const then = before.get(entry.number);
    before.delete(entry.number);
    if (!then) found.push({ id: "entry-added", number: entry.number });
    for (const [field, value] of Object.entries(then ? entry : {})) {
      const [one, other] = [JSON.stringify(then?.[field                      ]), JSON.stringify(value)];
      if (one !== other)
        found.push({ id: "entry-changed", number: entry.number, field, was: one, now: other });
    }
  }
  for (const number of before.keys()) found.push({ id: "entry-removed", number });
  return found;
}

function timesCheck({ value: { knownFrom }, revealBy }          , { drawnAt }         )        {
  const wrong            = [];
  if (Date.parse(drawnAt) < Date.parse(knownFrom)) wrong.push({ id: "too-early", drawnAt, knownFrom });
  if (Date.parse(drawnAt) > Date.parse(revealBy)) wrong.push({ id: "too-late", drawnAt, revealBy });
  return check("times", wrong);
}

function valueCheck(list          , { value }         , known       )        {
  const { form, source } = list.value;
  const read = readValue(form, value);
  if ("fault" in read) return check("value", [{ id: "value-form", fault: read.fault }]);
  if (!known.value) return check("value", [], { id: "compare-value", value, source });
  const told = readValue(form, known.value);
  if ("fault" in told) return check("value", [{ id: "known-value-form", fault: told.fault }]);
  return check("value", told.value === value ? [] : [{ id: "another-value", value, known: told.value }]);
}

function seedCheck({ secret, listHash, value, seed: stated }         , secretCheck       )        {
  if (secretCheck.is === "wrong") return check("seed", [], { id: "earlier-wrong" });
  const seed = seedOf(secret, listHash, value);
  return check("seed", seed === stated ? [] : [{ id: "another-seed", seed, stated }]);
}

function resultFindings(published                   , right                   )            {
  const found            = [];
  const there = new Map(published.map((result) => [result.number, result]));
  // Two results of one entry: one of them is one too many, whichever is right.
  if (there.size < published.length) {
    const seen = new Set        ();
    for (const { number } of published) {
      if (seen.has(number)) found.push({ id: "result-invented", number });
      seen.add(number);
    }
  }
  for (const result of right) {
    const one = there.get(result.number);
    there.delete(result.number);
    if (!one) found.push({ id: "result-missing", number: result.number });
    else if (!isSame(one, result))
      found.push({ id: "result-changed", number: result.number, published: one, right: result });
  }
  for (const number of there.keys()) found.push({ id: "result-invented", number });
  return found;
}

function isSame(a        , b        )          {
  return (
    a.rank === b.rank &&
    a.choices.length === b.choices.length &&
    a.choices.every((one, n) => isSameChoice(one, b.choices[n]))
  );
}

/** Part by part: a hundred thousand results are compared. */
function isSameChoice(
  a                                  ,
  b                                   = {},
)          {
  return ["class", "is", "from", "turn", "left", "with"].every((part) => a[part] === b[part]);
}

// words.ts
/** What a check found, in the words of the verifier: Chinese, and English below. It stands alone, so its words are in it. */

const stateWords                      = {
  right: { zh: "正确", en: "Right" },
  wrong: { zh: "有误", en: "Wrong" },
  open: { zh: "待核对", en: "To compare" },
};

const titles                                                 = {
  form: { zh: "文件", en: "The file" },
  list: { zh: "抽签清单", en: "The list" },
  times: { zh: "时间先后", en: "The times" },
  secret: { zh: "密钥与承诺值", en: "Secret and commitment" },
  value: { zh: "公开数", en: "The public value" },
  seed: { zh: "随机种子", en: "The seed" },
  results: { zh: "抽签结果", en: "The results" },
};

/** More findings of one step than this are counted, not told. */
const mostLines = 20;

/** The whole report in words; `number` is an entry number, or null when none was asked for. */
function tell(report        , number               )       {
  const { checks, list } = report;
  return {
    verdict: verdictOf(report),
    steps: checks.map(({ step, is, findings }) => {
      const told = findings.slice(0, mostLines).map((finding) => findingLine(finding, list));
      const more = findings.length - told.length;
      if (more > 0) told.push({ zh: `此外还有 ${more} 处。`, en: `And ${more} more.` });
      return { is, title: titles[step], lines: is === "right" ? [rightLine(step, report)] : told };
    }),
    own: number === null || !list ? [] : ownLines(report, list, number),
  };
}

function verdictOf({ checks, outcome }        )                  {
  const wrong = checks.filter(({ is }) => is === "wrong");
  if (wrong.length > 0) {
    const names = wrong.map(({ step }) => titles[step]);
    return {
      is: "wrong",
      line: {
        zh: `核验未通过：${names.map(({ zh }) => zh).join("、")}有误。`,
        en: `Not verified. Wrong: ${names.map(({ en }) => en.toLowerCase()).join(", ")}.`,
      },
    };
  }
  if (!outcome)
    return {
      is: "open",
      line: { zh: "清单可读，尚未抽签。", en: "The list is readable; it has not been drawn yet." },
    };
  if (checks.every(({ is }) => is === "right"))
    return {
      is: "right",
      line: {
        zh: "核验通过：按公布的清单、密钥和公开数重新抽签，结果完全一致。",
        en: "Verified: drawn again from the announced list, the secret and the public value, the results are the same.",
      },
    };
  return {
    is: "open",
    line: {
      zh: "文件前后一致，重新抽签结果相同。还请您核对下面标为“待核对”的内容。",
      en: "The file agrees with itself and drawing again gives the same results. Please compare what is marked “To compare” below.",
    },
  };
}

function rightLine(step                                  , { hash, list, outcome }        )       {
  const entries = list?.entries.length ?? 0;
  switch (step) {
    case "form":
      return {
        zh: "格式完整。除随机抽签号外，不含任何个人信息。",
        en: "Complete and in the form of a draw. Nothing about persons but random entry numbers.",
      };
    case "list":
      return {
        zh: `与您给出的一致。共 ${entries} 个抽签号，哈希值 ${grouped(hash)}。`,
        en: `As you know it: ${entries} entries, hash ${grouped(hash)}.`,
      };
    case "times":
      return {
        zh: `${shown(list?.frozenAt)} 锁定清单，${shown(list?.value.knownFrom)} 起才可能知道公开数，${shown(outcome?.drawnAt)} 抽签，最迟 ${shown(list?.revealBy)} 公布。`,
        en: `Frozen ${shown(list?.frozenAt)}; value not known before ${shown(list?.value.knownFrom)}; drawn ${shown(outcome?.drawnAt)}; to be made public by ${shown(list?.revealBy)}.`,
      };
    case "secret":
      return {
        zh: "公布的密钥正是抽签前承诺的那一个，没有换过。",
        en: "The secret is the one committed to before the draw.",
      };
    case "value":
      return {
        zh: `与您查到的一致：${list?.value.source}，${outcome?.value}。`,
        en: `As you looked it up: ${outcome?.value} (${list?.value.source}).`,
      };
    case "seed":
      return {
        zh: `由密钥、清单和公开数算出，与公布的相同：${grouped(outcome?.seed)}。`,
        en: `Follows from secret, list and public value: ${grouped(outcome?.seed)}.`,
      };
    case "results":
      return {
        zh: `重新抽签，${entries} 个抽签号的签序、结果和原因全部相同。`,
        en: `Drawn again: rank, result and reason of all ${entries} entries are the same.`,
      };
  }
}

/** A hash in groups of eight: it is compared by eye with one on a notice, or read aloud. */
function grouped(hash = "")         {
  return hash.replace(/(.{8})(?=.)/g, "$1 ");
}

/** `2027-03-18T21:15:00+08:00` as people read it; the offset is told where it is not Beijing's. */
function shown(instant = "")         {
  const time = instant.slice(0, 19).replace("T", " ");
  return instant.endsWith("+08:00") ? time : `${time} (${instant.slice(19)})`;
}

function findingLine(finding         , list                 )       {
  switch (finding.id) {
    case "not-json":
      return {
        zh: "这不是抽签文件，或者文件不完整。请重新下载。",
        en: "This is not a file of a draw, or not the whole of it. Please download it again.",
      };
    case "fault":
      return faultLine(finding.fault);
    case "not-exact":
      return {
        zh: "文件被改写过：内容或排列与抽签系统写出的不同。请重新下载原文件。",
        en: "The file was rewritten: it is not byte for byte what the draw writes. Please download the original.",
      };
    case "not-stated":
      return {
        zh: `清单在锁定之后被改动。按现在的清单算得 ${grouped(finding.hash)}，抽签所用的是 ${grouped(finding.stated)}。`,
        en: `The list was altered after freezing. As it stands its hash is ${grouped(finding.hash)}; the draw used ${grouped(finding.stated)}.`,
      };
    case "not-announced":
      return {
        zh: `清单不是公布的那一份。它的哈希值是 ${grouped(finding.hash)}，您输入的是 ${grouped(finding.announced)}。`,
        en: `This is not the announced list. Its hash is ${grouped(finding.hash)}; you typed ${grouped(finding.announced)}.`,
      };
    case "compare-hash":
      return {
        zh: `请与抽签前公布的哈希值核对，应当逐字相同：${grouped(finding.hash)}`,
        en: `Compare with the hash announced before the draw; it must be the same, letter by letter: ${grouped(finding.hash)}`,
      };
    case "kept-unreadable":
      return { zh: "您保存的清单读不出来。", en: "The list you kept cannot be read." };
    case "terms-changed":
      return {
        zh: `与您保存的清单相比，${termName(finding.field).zh}被改动。`,
        en: `Against the list you kept, ${termName(finding.field).en} changed.`,
      };
    case "entry-added":
      return {
        zh: `与您保存的清单相比，多出抽签号 ${finding.number}。`,
        en: `Against the list you kept, entry ${finding.number} was added.`,
      };
    case "entry-removed":
      return {
        zh: `与您保存的清单相比，少了抽签号 ${finding.number}。`,
        en: `Against the list you kept, entry ${finding.number} is missing.`,
      };
    case "entry-changed":
      return {
        zh: `与您保存的清单相比，抽签号 ${finding.number} 的${termName(finding.field).zh}由 ${finding.was} 改为 ${finding.now}。`,
        en: `Against the list you kept, ${termName(finding.field).en} of entry ${finding.number} changed from ${finding.was} to ${finding.now}.`,
      };
    case "too-early":
      return {
        zh: `抽签时间 ${shown(finding.drawnAt)} 早于公开数可能产生的时间 ${shown(finding.knownFrom)}。`,
        en: `Drawn ${shown(finding.drawnAt)}, before the public value can be known (${shown(finding.knownFrom)}).`,
      };
    case "too-late":
      return {
        zh: `抽签时间 ${shown(finding.drawnAt)} 晚于承诺的最迟公布时间 ${shown(finding.revealBy)}。`,
        en: `Drawn ${shown(finding.drawnAt)}, later than promised (${shown(finding.revealBy)}).`,
      };
    case "another-secret":
      return {
        zh: "公布的密钥与抽签前的承诺值不符：密钥被换过。",
        en: "The secret does not fit the commitment made before the draw: it is another one.",
      };
    case "value-form":
      return valueFaultLine(finding.fault, {
        zh: "文件中的公开数不合约定的形式：",
        en: "The public value in the file is not of the announced form: ",
      });
    case "known-value-form":
      return valueFaultLine(finding.fault, {
        zh: "您输入的公开数不合约定的形式：",
        en: "The public value you typed is not of the announced form: ",
      });
    case "another-value":
      return {
        zh: `公开数与您查到的不同：文件写的是 ${finding.value}，您输入的是 ${finding.known}。`,
        en: `The public value is another: the file says ${finding.value}, you typed ${finding.known}.`,
      };
    case "compare-value":
      return {
        zh: `请到官方渠道查“${finding.source}”，应当是 ${finding.value}`,
        en: `Look up “${finding.source}” at its own source; it must be ${finding.value}`,
      };
    case "another-seed":
      return {
        zh: `种子不是由公布的密钥、清单和公开数算出的：其中公开数或种子被改动。应为 ${grouped(finding.seed)}，文件写的是 ${grouped(finding.stated)}。`,
        en: `The seed does not follow from secret, list and public value: the value or the seed was altered. It should be ${grouped(finding.seed)}; the file says ${grouped(finding.stated)}.`,
      };
    case "result-missing":
      return {
        zh: `清单中有抽签号 ${finding.number}，结果中没有。`,
        en: `Entry ${finding.number} is in the list and has no result.`,
      };
    case "result-invented":
      return {
        zh: `抽签号 ${finding.number} 的结果多余：清单中没有这个号，或者结果出现了两次。`,
        en: `A result of entry ${finding.number} too many: it is not in the list, or told twice.`,
      };
    case "result-changed": {
      const told = (result                      , language            ) =>
        [
          language === "zh" ? `签序 ${result.rank}` : `rank ${result.rank}`,
          ...result.choices.map((one) => choiceLine(one, list)[language]),
        ].join(language === "zh" ? "，" : ", ");
      return {
        zh: `抽签号 ${finding.number} 的结果被改动。应为：${told(finding.right, "zh")}。文件写的是：${told(finding.published, "zh")}。`,
        en: `The result of entry ${finding.number} was altered. It should be: ${told(finding.right, "en")}. The file says: ${told(finding.published, "en")}.`,
      };
    }
    case "not-drawn":
      return { zh: "尚未抽签。", en: "Not drawn yet." };
    case "earlier-wrong":
      return {
        zh: "前面有误，这一步无从核对。",
        en: "Cannot be checked, because something before it is wrong.",
      };
  }
}

/** A class or a group by its title. */
function titleOf(id        , list                 )         {
  const named = [...(list?.classes ?? []), ...(list?.groups ?? [])].find((one) => one.id === id);
  return named ? `“${named.title}”` : id;
}

function choiceLine(choice              , list                 )       {
  const name = titleOf(choice.class, list);
  switch (choice.is) {
    case "given":
      return choice.from === "open"
        ? { zh: `${name}中签`, en: `${name}: a place` }
        : {
            zh: `${name}中签（${titleOf(choice.from, list)}预留名额）`,
            en: `${name}: a place (reserved for ${titleOf(choice.from, list)})`,
          };
    case "waiting":
      return choice.left === 0
        ? {
            zh: `${name}名额已满，候补第 ${choice.turn} 位`,
            en: `${name}: full, number ${choice.turn} of the waiting list`,
          }
        : {
            zh: `${name}轮到时只剩 ${choice.left} 个名额，同行的人坐不下，候补第 ${choice.turn} 位`,
            en: `${name}: ${choice.left} left at its turn, too few for all who come together, number ${choice.turn} of the waiting list`,
          };
    case "enough":
      return { zh: `${name}不再需要：已得到更想要的`, en: `${name}: not needed, has what it wants more` };
    case "overlaps":
      return {
        zh: `${name}与已中签的${titleOf(choice.with, list)}时间冲突`,
        en: `${name}: at the same hours as ${titleOf(choice.with, list)}, which it has`,
      };
  }
}

function ownLines({ checks, outcome, results }        , list          , number        )         {
  const entry = list.entries.find((one) => one.number === number);
  if (!entry) return [{ zh: `清单中没有抽签号 ${number}。`, en: `Entry ${number} is not in the list.` }];
  const names = (ids          ) => ids.map((id) => titleOf(id, list)).join(" ");
  const lines = [
    {
      zh: `抽签号 ${number} 在清单中：${entry.size} 人，权重 ${entry.weight}，志愿 ${names(entry.choices)}${entry.groups.length > 0 ? `，可用预留名额 ${names(entry.groups)}` : ""}。`,
      en: `Entry ${number} is in the list: ${entry.size} ${entry.size === 1 ? "person" : "people"}, weight ${entry.weight}, choices ${names(entry.choices)}${entry.groups.length > 0 ? `, reserved places of ${names(entry.groups)}` : ""}.`,
    },
  ];
  const right = results?.find((one) => one.number === number);
  if (!right || !outcome) return [...lines, { zh: "尚未抽签。", en: "Not drawn yet." }];
  if (checks.some(({ is }) => is === "wrong")) {
    lines.push({
      zh: "文件有误，以下只是按文件现在的内容重新抽签所得：",
      en: "The file is wrong; what follows is only what drawing again from it as it stands gives:",
    });
  }
  return [
    ...lines,
    {
      zh: `签序第 ${right.rank} 位，共 ${list.entries.length} 位。`,
      en: `Rank ${right.rank} of ${list.entries.length}.`,
    },
    ...right.choices.map((one) => {
      const { zh, en } = choiceLine(one, list);
      return { zh: `${zh}。`, en: `${en}.` };
    }),
  ];
}

function termName(field        )       {
  const names                       = {
    version: { zh: "抽签方法版本", en: "the version" },
    title: { zh: "名称", en: "the title" },
    frozenAt: { zh: "锁定时间", en: "the time of freezing" },
    commitment: { zh: "承诺值", en: "the commitment" },
    value: { zh: "公开数的约定", en: "what was agreed on the public value" },
    revealBy: { zh: "最迟公布时间", en: "the latest time of revealing" },
    most: { zh: "最多可得数", en: "how many it may get" },
    groups: { zh: "预留对象", en: "the groups" },
    classes: { zh: "名额", en: "the places" },
    overlaps: { zh: "时间冲突的约定", en: "the overlaps" },
    number: { zh: "抽签号", en: "the number" },
    weight: { zh: "权重", en: "the weight" },
    size: { zh: "人数", en: "the number of people" },
    choices: { zh: "志愿", en: "the choices" },
  };
  return names[field] ?? { zh: field, en: field };
}

function faultLine({ id, at }       )       {
  const words                            = {
    "draw.shape": { zh: "内容不合规定", en: "not as it must be" },
    "draw.unknown-field": { zh: "抽签文件里不该有这一项", en: "a file of a draw has no such field" },
    "draw.twice": { zh: "重复", en: "stands twice" },
    "draw.no-such-class": { zh: "没有这个班次", en: "no such class" },
    "draw.no-such-group": { zh: "没有这个预留对象", en: "no such group" },
    "draw.reserved-over-places": { zh: "预留名额多于名额", en: "more reserved than there are places" },
    "draw.size-over-places": { zh: "人数多于名额", en: "more people than places" },
    "draw.most-over-limit": { zh: "超过每人上限", en: "over the limit" },
    "draw.overlaps-itself": { zh: "与自己冲突", en: "overlaps itself" },
    "draw.times-out-of-order": {
      zh: "锁定、公开数、公布三个时间的先后不对",
      en: "freezing, value and revealing are out of order",
    },
    "draw.value-too-weak": {
      zh: "公开数可能的结果太少，可被操纵",
      en: "the public value has too few possibilities and could be steered",
    },
    "draw.sizes-with-reserved-classes": {
      zh: "多个班次有预留名额时，每个抽签号只能是一人",
      en: "several classes with reserved places take entries of one person only",
    },
  };
  const { zh, en } = words[id];
  return { zh: `${zh}：${at || "/"}`, en: `${en}: ${at || "/"}` };
}

function valueFaultLine(fault            , lead      )       {
  switch (fault.id) {
    case "value.characters":
      return {
        zh: `${lead.zh}不应有“${fault.found}”。`,
        en: `${lead.en}“${fault.found}” does not belong in it.`,
      };
    case "value.count":
      return {
        zh: `${lead.zh}应有 ${fault.asked} 个数，实有 ${fault.found} 个。`,
        en: `${lead.en}${fault.asked} numbers expected, ${fault.found} found.`,
      };
    case "value.range":
      return {
        zh: `${lead.zh}${fault.found} 不在 ${fault.from} 至 ${fault.to} 之间。`,
        en: `${lead.en}${fault.found} is not from ${fault.from} to ${fault.to}.`,
      };
    case "value.repeated":
      return { zh: `${lead.zh}${fault.found} 出现了两次。`, en: `${lead.en}${fault.found} stands twice.` };
  }
}

// command.ts
/** The command of the verifier. Status 0: nothing wrong; 1: something is wrong; 2: not used rightly. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const usage = `用法 usage: node verify-draw.mjs FILE [NUMBER] [--hash HASH] [--value VALUE] [--kept FILE]
  FILE     公布的抽签文件 the published file
  NUMBER   您的抽签号 your entry number
  --hash   抽签前公布的清单哈希值 the hash announced before the draw
  --value  您自己查到的公开数 the public value as you looked it up
  --kept   您在抽签前保存的清单 the list you kept from before
`;

function run()         {
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
  const say = (lines                              , indent        ) => {
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
