/** Checks input against a contract and says which field is wrong and why. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { Static, TSchema } from "typebox";
import { type FieldFault, invalid } from "../errors/index.ts";
import { FileAnswer } from "./file-answer.ts";
import { hiddenIn, hiddenInLine, withoutHidden } from "./hidden.ts";
import type { Operation } from "./operation.ts";
import { saysWhy } from "./reason.ts";

const strict = new Ajv({ allErrors: true, strict: false, useDefaults: true, verbose: true });
// Addresses are text; the contract says which of them are numbers.
const coercing = new Ajv({
  allErrors: true,
  strict: false,
  useDefaults: true,
  verbose: true,
  coerceTypes: true,
});
for (const ajv of [strict, coercing]) {
  formats.default(ajv).addFormat("reason", saysWhy);
  for (const format of ["date", "date-time"] as const) {
    const { validate } = formats.default.get(format) as { validate: (text: string) => boolean };
    ajv.addFormat(format, (text) => isReckoned(text) && validate(text));
  }
}

/** Years of four digits that calendars and the database both reckon with, and whose neighbours they do as well. */
const isReckoned = (text: string) => text >= "1000" && text < "3000";

// By validator too: one schema may stand in an address here and in a body there.
const compiled = new Map<Ajv, WeakMap<object, ValidateFunction>>();

function validator(ajv: Ajv, schema: TSchema): ValidateFunction {
  const ours = compiled.get(ajv) ?? new WeakMap<object, ValidateFunction>();
  compiled.set(ajv, ours);
  const made = ours.get(schema) ?? ajv.compile(schema);
  ours.set(schema, made);
  return made;
}

export interface RawInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The input as its contract promises it, or a 422 that names every fault. The caller's objects are not changed. */
export function checked(declared: Operation, raw: RawInput): RawInput {
  const faults: FieldFault[] = [];
  const result: RawInput = {};
  for (const part of ["params", "query", "body"] as const) {
    const schema = declared[part];
    if (!schema) {
      if (part !== "params") {
        const names = Object.keys(Object(raw[part]));
        faults.push(...names.map((name) => ({ field: `/${part}/${named(name)}`, id: "unknown" })));
      }
      continue;
    }
    const twice = part === "query" ? repeated(raw.query, schema) : [];
    if (twice.length > 0) {
      faults.push(...twice.map((name) => ({ field: `/query/${named(name)}`, id: "twice" })));
      continue;
    }
    const value = part === "query" ? seen(raw.query) : structuredClone(raw[part] ?? {});
    const unfit = firstUnfit(value, `/${part}`);
    if (unfit) {
      faults.push(unfit);
      continue;
    }
    const validate = validator(part === "body" ? strict : coercing, schema);
    if (!validate(value))
      faults.push(...(validate.errors ?? []).map((error) => faultOf(part, error)).filter(isFault));
    result[part] = value;
  }
  if (faults.length > 0) throw invalid(oncePerField(faults).slice(0, 50));
  return result;
}

/** Is this what the shape says? */
export const fits = <S extends TSchema>(shape: S, value: unknown): value is Static<S> =>
  Boolean(validator(strict, shape)(value));

/** Does the answer keep its contract? Null, or what is wrong. For tests and development. */
export function answerFault(declared: Operation, answer: unknown): string | null {
  if (declared.files) return answer instanceof FileAnswer ? null : "the answer is no file";
  const validate = validator(strict, declared.answer);
  return validate(answer) ? null : strict.errorsText(validate.errors);
}

/** One fault a field, the first found; a wrong type of something whose inside is at fault too says nothing new. */
function oncePerField(faults: readonly FieldFault[]): FieldFault[] {
  return faults.filter(
    ({ field, id }, at) =>
      faults.findIndex((other) => other.field === field) === at &&
      !(id === "type" && faults.some((other) => other.field.startsWith(`${field}/`))),
  );
}

const isFault = (fault: FieldFault | null): fault is FieldFault => fault !== null;

function faultOf(part: string, error: ErrorObject): FieldFault | null {
  const at = `/${part}${error.instancePath}`;
  const { params } = error;
  switch (error.keyword) {
    case "required":
      return { field: `${at}/${params.missingProperty}`, id: "missing" };
    case "additionalProperties":
      return { field: `${at}/${named(params.additionalProperty)}`, id: "unknown" };
    case "maxLength":
    case "maxItems":
    case "maximum":
      return {
        field: at,
        id: error.keyword === "maximum" ? "too-large" : "too-long",
        data: { limit: params.limit },
      };
    case "minLength":
      return params.limit === 1 || error.data === ""
        ? { field: at, id: "missing" }
        : { field: at, id: "too-short", data: { limit: params.limit } };
    case "minItems":
    case "minimum":
      return {
        field: at,
        id: error.keyword === "minimum" ? "too-small" : "too-few",
        data: { limit: params.limit },
      };
    case "format":
      return { field: at, id: error.data === "" ? "missing" : `format.${params.format}` };
    case "pattern": {
      if (String(error.data).trim() === "") return { field: at, id: "missing" };
      const code = hiddenInLine(String(error.data));
      return code ? { field: at, id: "hidden", data: { code } } : { field: at, id: "pattern" };
    }
    case "enum":
    case "const":
      return { field: at, id: "not-offered" };
    case "anyOf":
      // Its branches report for themselves.
      return null;
    default:
      // A number nobody typed comes from a form as no number.
      return { field: at, id: error.data === "" || Number.isNaN(error.data) ? "missing" : "type" };
  }
}

/** Fields of an address that stand there more than once and may not: they arrive as lists. */
function repeated(query: unknown, schema: TSchema): string[] {
  const shapes: Record<string, object> = Object("properties" in schema ? schema.properties : {});
  return Object.entries(Object(query))
    .filter(([name, value]) => Array.isArray(value) && Object(shapes[name]).type !== "array")
    .map(([name]) => name);
}

/** A name that somebody else chose, as a step of a JSON pointer (RFC 6901), and not the whole of it when it is endless. */
const named = (name: string) => name.slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");

/**
 * The first text that cannot be kept, or null. PostgreSQL cannot store U+0000, UTF-8 has no lone surrogates; and what only hides or
 * turns other text is taken nowhere.
 */
function firstUnfit(value: unknown, at: string): FieldFault | null {
  if (typeof value === "string") {
    if (value.includes("\u0000") || !value.isWellFormed()) return { field: at, id: "unwritable" };
    const code = hiddenIn(value);
    return code ? { field: at, id: "hidden", data: { code } } : null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const step = `${at}/${named(name)}`;
    const fault = firstUnfit(name, step) ?? firstUnfit(inner, step);
    if (fault) return fault;
  }
  return null;
}

/** What is looked up is kept nowhere: a mark that came along when it was copied from a page is dropped, not refused. */
function seen(query: unknown): object {
  return Object.fromEntries(
    Object.entries(Object(query)).map(([name, value]) => [
      name,
      typeof value === "string" && !value.includes("\u0000") ? withoutHidden(value) : value,
    ]),
  );
}
