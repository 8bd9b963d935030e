/** Takes what is personal out of a log entry. Pure. Modules log ids; this catches what slips through all the same. */

/** Fields that hold persons, wherever they stand. Compared in lower case without `_` and `-`. */
const personal = new Set(
  [
    "tel contact address addr ip remoteaddress identity passport document documentnumber card cardnumber",
    "name fullname realname displayname holdername familyname givenname birth birthday birthdate gender ethnicity",
    "code otp pin totp recovery session pass qr",
    // Whole texts of strangers, and what PostgreSQL repeats of a row.
    "body text message content query payload detail where hint parameters values",
  ].flatMap((line) => line.split(" ")),
);

/** Parts of names that make a field personal: `Set-Cookie`, `guardianPhone`, `smsToken`. */
const personalPart = /phone|mobile|email|idnumber|idcard|passw|secret|token|cookie|authorization/;

const hidden = "[hidden]";
const deepest = 8;
const mostItems = 100;

// Runs of hexadecimal digits (UUIDs, hashes) are read over as a whole: a phone number inside one is chance.
const uuidOrHash = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}";
// GB 11643: 17 digits and a check digit or X.
const documentNumber = "(?<!\\d)[1-9]\\d{16}[\\dXx](?![\\dA-Za-z])";
const phoneNumber = "(?<!\\d)(?:(?:00)?86[- ]?)?1[3-9]\\d(?<gap>[- ]?)\\d{4}\\k<gap>\\d{4}(?!\\d)";
const finds = new RegExp(`(${uuidOrHash})|(${documentNumber})|(${phoneNumber})`, "gi");

/** The text without phone and document numbers, and without the query of addresses. */
export function cleanText(text: string): string {
  return text
    .replace(/(https?:\/\/[^\s?#]+|^\/[^\s?#]*)\?\S*/g, "$1?…")
    .replace(finds, (all, kept: string | undefined, document: string | undefined) =>
      kept ? all : document ? "[id]" : "[phone]",
    );
}

/** The entry with personal fields hidden and texts cleaned, at most eight levels deep. */
export function clean(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return "[deep]";
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      cleanText(key),
      isPersonal(key, inner) ? hidden : clean(inner, depth + 1),
    ]),
  );
}

function isPersonal(key: string, value: unknown): boolean {
  const plain = key.toLowerCase().replace(/[_-]/g, "");
  return value !== null && (personal.has(plain) || personalPart.test(plain));
}

export interface ErrorEntry {
  type: string;
  /** What was wrong, cleaned. */
  said: string;
  /** Node's or PostgreSQL's code. */
  errno?: string;
  constraint?: string;
  stack?: string[];
  cause?: ErrorEntry;
  all?: ErrorEntry[];
}

/** What may be known of an error: kind, words, code, constraint, stack; never the row that PostgreSQL quotes. */
export function errorEntry(error: unknown, depth = 0): ErrorEntry {
  if (!(error instanceof Error)) return { type: typeof error, said: cleanText(String(error)) };
  const errno = "code" in error && typeof error.code === "string" ? error.code : undefined;
  // Class 22, data exception: the message quotes the value that did not fit.
  const said = errno?.startsWith("22") ? error.message.replace(/"[^"]*"/gs, '"…"') : error.message;
  const stack = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    said: cleanText(said),
    ...(errno && { errno }),
    ...("constraint" in error && typeof error.constraint === "string" && { constraint: error.constraint }),
    ...(stack && { stack: stack.map((line) => line.trim()) }),
    ...(error.cause !== undefined && depth < 3 && { cause: errorEntry(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && {
      all: error.errors.slice(0, 3).map((one) => errorEntry(one, depth + 1)),
    }),
  };
}
