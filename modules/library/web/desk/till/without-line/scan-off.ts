/** What a scan is, as far as it can be told without a line: by what cards and barcodes look like here. Pure. */
import { longestBarcode, scanned } from "../../../../circulation/offline/contract.ts";

export type ScanIs = "card" | "copy" | "either" | "pass" | "unread";

/** Codes of a pass begin so: a live one is good for half a minute, and nobody can look it up now. */
const passCode = /^WM1[DS]\./;

export interface Shapes {
  cards: readonly string[];
  copies: readonly string[];
}

export function whatIs(said: string, { cards, copies }: Shapes): ScanIs {
  if (passCode.test(said)) return "pass";
  const scan = scanned(said);
  if (!scan || said.length > longestBarcode) return "unread";
  // A tag that names its owner is a copy's.
  if (scan.owner !== null) return "copy";
  const shape = `${said.slice(0, 3)} ${said.length}`;
  const [isCard, isCopy] = [cards.includes(shape), copies.includes(shape)];
  if (isCard === isCopy) return "either";
  return isCard ? "card" : "copy";
}
