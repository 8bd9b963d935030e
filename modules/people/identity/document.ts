/** Documents as people type them, and the one form in which they are compared. Pure: read this first. */
import { type CitizenIdHolder, readCitizenId } from "#libs/citizen-id";
import type { numberedKinds } from "./contract.ts";

export type NumberedKind = (typeof numberedKinds)[number];
export type DocumentKind = NumberedKind | "by-guardian";

export interface TypedDocument {
  kind: NumberedKind;
  number: string;
  /** Code of the state that issued a passport, as printed in it (ICAO 9303): CHN, KAZ, D … */
  country?: string | null;
  /** ISO day; needed where the number does not tell it and the document is to be kept: no age, no rule about age. */
  born?: string | null;
}

/** Personal as a whole: it is hashed, sealed or forgotten, never stored or logged as it is. */
export interface Document {
  kind: NumberedKind;
  number: string;
  /** What is hashed: two kinds of paper with the same digits are not the same document. */
  identity: string;
  lastFour: string;
  born: string | null;
}

export interface DocumentFault {
  field: "number" | "country" | "born";
  id: string;
}

export type ReadDocument = { ok: true; document: Document } | { ok: false; faults: DocumentFault[] };

const kindOfHolder: Record<CitizenIdHolder, NumberedKind> = {
  citizen: "resident-id",
  "hong-kong-macao-taiwan": "hmt-residence",
  foreigner: "foreigner-residence",
};

/** Reads a document that is to be kept. Refuses a passport or travel permit without the day of birth of its holder. */
export function readDocument(typed: TypedDocument, today: string): ReadDocument {
  const read = readKnownDocument(typed, today);
  if (typed.born || (typed.kind !== "passport" && typed.kind !== "hmt-travel")) return read;
  const missing: DocumentFault = { field: "born", id: "missing" };
  return { ok: false, faults: [...(read.ok ? [] : read.faults), missing] };
}

/**
 * Reads a document as it was typed, to find one that is kept already; spaces, hyphens, full-width and small letters are fine.
 * Eighteen digits say themselves which card it is, whatever kind was chosen. `today` is an ISO day: nobody is born after it.
 */
export function readKnownDocument(typed: TypedDocument, today: string): ReadDocument {
  const number = typed.number.slice(0, 200).normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  const bornFault = faultInBorn(typed.born, today);
  const read = readNumber(typed, number, today);
  if (!read.ok) return { ok: false, faults: [...read.faults, ...bornFault] };
  return bornFault.length > 0 ? { ok: false, faults: bornFault } : read;
}

function readNumber(typed: TypedDocument, number: string, today: string): ReadDocument {
  if (typed.kind === "passport") return readPassport(typed, number);
  if (typed.kind === "hmt-travel") return readTravelPermit(typed, number);
  // The card for permanent residents of before 2023: nationality, place, YYMMDD of birth, order and check digit.
  const old = /^[A-Z]{3}\d{4}(\d{6})\d{2}$/.exec(number);
  if (typed.kind === "foreigner-residence" && old) {
    const born = dayOfSix(old[1] ?? "", today);
    return born
      ? good({ kind: "foreigner-residence", number, identity: `foreigner-15 ${number}`, born })
      : fault("number", "document.birth-date");
  }
  const read = readCitizenId(number, { today });
  if (!read.ok) return fault("number", `document.${read.fault}`);
  const { birthDate, holder } = read.id;
  return good({ kind: kindOfHolder[holder], number, identity: `gb11643 ${number}`, born: birthDate });
}

function readPassport({ country, born }: TypedDocument, number: string): ReadDocument {
  const state = stateOf(country ?? "");
  const faults: DocumentFault[] = [
    // ICAO 9303-4: at most nine letters and digits.
    ...(/^(?=.*\d)[A-Z0-9]{5,9}$/.test(number)
      ? []
      : [{ field: "number" as const, id: "document.passport-form" }]),
    ...(state ? [] : [{ field: "country" as const, id: "document.country" }]),
  ];
  if (faults.length > 0) return { ok: false, faults };
  return good({ kind: "passport", number, identity: `passport ${state} ${number}`, born: born ?? null });
}

/** Hong Kong and Macao: H or M and eight digits, on older ones two more that count the renewals. Taiwan: eight digits. */
function readTravelPermit({ born }: TypedDocument, typed: string): ReadDocument {
  const form = /^([HM]\d{8})(?:\d{2})?$|^(\d{8})(?:\d{2})?$/.exec(typed);
  const number = form?.[1] ?? form?.[2];
  if (!number) return fault("number", "document.travel-form");
  return good({ kind: "hmt-travel", number, identity: `hmt-travel ${number}`, born: born ?? null });
}

function good(one: Omit<Document, "lastFour">): ReadDocument {
  return { ok: true, document: { ...one, lastFour: one.number.slice(-4) } };
}

function fault(field: DocumentFault["field"], id: string): ReadDocument {
  return { ok: false, faults: [{ field, id }] };
}

/** Germany prints one letter where others print three (ICAO 9303-3 §5). */
function stateOf(typed: string): string | null {
  const code = typed.normalize("NFKC").trim().toUpperCase();
  if (code === "D") return "DEU";
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

function faultInBorn(born: string | null | undefined, today: string): DocumentFault[] {
  return born && (born > today || born < "1900-01-01") ? [{ field: "born", id: "born.future" }] : [];
}

/** The day six digits mean: in this century unless that would be after today. Null when there is no such day. */
function dayOfSix(digits: string, today: string): string | null {
  const rest = `${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`;
  const day = `20${rest}` > today ? `19${rest}` : `20${rest}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().slice(0, 10) === day ? day : null;
}
