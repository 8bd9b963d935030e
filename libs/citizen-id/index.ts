import { Temporal } from "temporal-polyfill";

export type CitizenIdFault = "length" | "characters" | "region" | "birth-date" | "check-digit";

/** Whom a number was given to: a citizen, a resident from Hong Kong, Macao or Taiwan, a permanent resident from abroad. */
export type CitizenIdHolder = "citizen" | "hong-kong-macao-taiwan" | "foreigner";

export interface CitizenId {
  /** 18 characters, X in upper case. Personal: keep only a keyed hash and the last four. */
  number: string;
  /** ISO 8601 day. */
  birthDate: string;
  holder: CitizenIdHolder;
}

export type ReadCitizenId = { ok: true; id: CitizenId } | { ok: false; fault: CitizenIdFault };

/**
 * Reads a citizen identity number (GB 11643-1999) as people type it: spaces, full-width digits and a small x are fine.
 * Refuses with the first fault; birth dates after `today` (ISO day) when it is given. Never throws.
 */
export function readCitizenId(typed: string, { today }: { today?: string } = {}): ReadCitizenId {
  const number = typed.slice(0, 200).normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const fault = faultIn(number, today);
  if (fault) return { ok: false, fault };
  return { ok: true, id: { number, birthDate: birthDateIn(number), holder: holderOf(number) } };
}

/** The check character of the first 17 digits (GB 11643-1999, appendix A; ISO/IEC 7064 MOD 11-2). */
export function checkDigitOf(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(first17[i]) * (weights[i] ?? 0);
  return checkDigits[sum % 11] ?? "";
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = "10X98765432";

/**
 * Provinces of GB/T 2260; 81, 82 and 83 also begin the residence permits of people from Hong Kong, Macao and Taiwan, which
 * are numbered alike.
 */
const provinces = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(
    " ",
  ),
);

function faultIn(number: string, today: string | undefined): CitizenIdFault | null {
  if (number.length !== 18) return "length";
  if (!/^\d{17}[\dX]$/.test(number)) return "characters";
  // Since 2023 permanent residents from abroad have 9, the province, the country (three digits) before the date.
  const province = number.startsWith("9") ? number.slice(1, 3) : number.slice(0, 2);
  if (!provinces.has(province)) return "region";
  const born = birthDateIn(number);
  if (!isDay(born) || born < "1900-01-01" || (today !== undefined && born > today)) return "birth-date";
  return checkDigitOf(number) === number[17] ? null : "check-digit";
}

/** 81, 82, 83: residence permits under the State Council's measures of 2018. Taiwan's own 71 stands on citizens' cards. */
function holderOf(number: string): CitizenIdHolder {
  if (number.startsWith("9")) return "foreigner";
  return /^8[123]/.test(number) ? "hong-kong-macao-taiwan" : "citizen";
}

function birthDateIn(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

function isDay(iso: string): boolean {
  try {
    Temporal.PlainDate.from(iso, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
