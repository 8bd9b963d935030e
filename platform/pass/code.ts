/** What the QR code of a pass says: the live code that changes every 30 seconds, and the static one. Pure and browser-safe. */
import { type Bytes, bytesOf, fromBase64url } from "./base64url.ts";
import { signatureBytes } from "./signature.ts";

export const stepSeconds = 30;

export type Code =
  | { kind: "live"; token: string; step: number; signature: Bytes }
  | { kind: "static"; token: string };

// A token is at most 4 + 140 + 1 + 86 characters; whatever is longer was made by somebody else.
const longest = 400;
const stepPattern = /^(0|[1-9][0-9]{0,9})$/;

/** Number of the 30-second step in which this moment lies (milliseconds since 1970). */
export function stepOf(nowMs: number): number {
  return Math.floor(nowMs / 1000 / stepSeconds);
}

/** Milliseconds until the code changes. */
export function msToNextStep(nowMs: number): number {
  return (stepOf(nowMs) + 1) * stepSeconds * 1000 - nowMs;
}

/** What the phone signs: the token's name and the step, and what they are for. */
export function stepMessage(tokenId: string, step: number): Bytes {
  return bytesOf(`WM1D.${tokenId}.${step}`);
}

/** The text of a static code: anybody may have copied it, so it only ever asks for a document. */
export function staticCode(token: string): string {
  return `WM1S.${token}`;
}

/** Takes a scanned text apart; null when it is no code of a pass. */
export function parseCode(text: string): Code | null {
  if (text.length > longest) return null;
  const [kind, ...rest] = text.split(".");
  const token = rest.slice(0, 3).join(".");
  if (kind === "WM1S") return rest.length === 3 ? { kind: "static", token } : null;
  const [step, sealed] = rest.slice(3);
  if (kind !== "WM1D" || rest.length !== 5 || !step || !stepPattern.test(step) || !sealed) return null;
  const signature = fromBase64url(sealed);
  return signature?.length === signatureBytes ? { kind: "live", token, step: Number(step), signature } : null;
}
