/** Is this pass good? The one rule for server, desk and offline scanner: needs the city's public keys and nothing else. Browser-safe. */
import { bytesOf, fromBase64url } from "./base64url.ts";
import { parseCode, stepMessage, stepOf } from "./code.ts";
import { type Algorithm, signed } from "./signature.ts";
import { type Claims, parseToken, tokenId } from "./token.ts";

/** A public key of a city as doors keep it. Times in seconds since 1970. */
export interface CityPublicKey {
  kid: string;
  alg: Algorithm;
  /** Raw bytes, base64url. */
  key: string;
  city: string;
  /** Passes issued in [since, until) are good; null while the key still signs. */
  since: number;
  until: number | null;
}

/** Remembers used codes. True the first time this token shows this step; asked only about codes that are otherwise good. */
export interface Seen {
  firstTime(tokenId: string, step: number): boolean | Promise<boolean>;
}

export interface Door {
  keys: readonly CityPublicKey[];
  /** Milliseconds since 1970, by the door's own clock. */
  nowMs: number;
  seen: Seen;
}

export const passRefusals = [
  "not-a-pass",
  "unknown-key",
  "wrong-algorithm",
  "forged",
  "other-city",
  "not-yet-valid",
  "expired",
  "no-device",
  "old-code",
  "early-code",
  "forged-code",
  "used-code",
] as const;
export type PassRefusal = (typeof passRefusals)[number];

export type PassCheck =
  | { kind: "good"; claims: Claims; tokenId: string; step: number }
  /** The token is real, but a picture of it would be too: look at a document. */
  | { kind: "needs-document-check"; claims: Claims; tokenId: string }
  | { kind: "refused"; why: PassRefusal };

/** How many steps the phone's clock and the door's may differ. */
export const stepsOfGrace = 1;
/** Seconds the city's clock may be ahead of the door's. */
export const issueSkew = 120;

/** Checks a scanned text. Never throws for what is in the text; says the first reason against. */
export async function checkPass(text: string, door: Door): Promise<PassCheck> {
  const code = parseCode(text);
  const token = code && parseToken(code.token);
  if (!code || !token) return refuse("not-a-pass");
  const { claims } = token;
  const cityKey = door.keys.find(({ kid }) => kid === claims.kid);
  if (!cityKey) return refuse("unknown-key");
  // The key decides how it is used, never the token.
  if (token.alg !== cityKey.alg) return refuse("wrong-algorithm");
  const raw = fromBase64url(cityKey.key);
  if (!raw || !(await signed(cityKey.alg, raw, token.message, token.signature))) return refuse("forged");
  const against = reasonAgainst(claims, cityKey, door.nowMs / 1000);
  if (against) return refuse(against);
  const id = await tokenId(code.token);
  if (code.kind === "static") return { kind: "needs-document-check", claims, tokenId: id };

  const late = stepOf(door.nowMs) - code.step;
  if (late > stepsOfGrace) return refuse("old-code");
  if (late < -stepsOfGrace) return refuse("early-code");
  if (!claims.device) return refuse("no-device");
  const deviceKey = fromBase64url(claims.device.key);
  const message = stepMessage(id, code.step);
  if (!deviceKey || !(await signed(claims.device.alg, deviceKey, message, code.signature)))
    return refuse("forged-code");
  // By token and step, not by signature: ECDSA knows two good signatures for one message.
  if (!(await door.seen.firstTime(id, code.step))) return refuse("used-code");
  return { kind: "good", claims, tokenId: id, step: code.step };
}

/** A text the city signed: what it is for stands at its head, so that none passes for another. */
export interface SignedText {
  kid: string;
  text: string;
  /** base64url. */
  signature: string;
}

/** Did the city sign this text, with a key that is good now? */
export async function signedByCity(
  { kid, text, signature }: SignedText,
  { keys, nowMs }: Pick<Door, "keys" | "nowMs">,
): Promise<boolean> {
  const key = keys.find((one) => one.kid === kid);
  const raw = key && fromBase64url(key.key);
  const sealed = fromBase64url(signature);
  if (!key || !raw || !sealed || (key.until !== null && key.until <= nowMs / 1000)) return false;
  return signed(key.alg, raw, bytesOf(text), sealed);
}

function reasonAgainst(claims: Claims, key: CityPublicKey, now: number): PassRefusal | null {
  if (claims.city !== key.city) return "other-city";
  if (claims.issued < key.since || (key.until !== null && claims.issued >= key.until)) return "unknown-key";
  if (claims.issued > now + issueSkew) return "not-yet-valid";
  if (claims.expires <= now) return "expired";
  return null;
}

function refuse(why: PassRefusal): PassCheck {
  return { kind: "refused", why };
}

/** Used codes of one door, in memory: holds the steps that can still come and forgets the rest. */
export function seenHere(): Seen {
  const bySteps = new Map<number, Set<string>>();
  let newest = 0;
  return {
    firstTime(id, step) {
      newest = Math.max(newest, step);
      // `newest` is at most `stepsOfGrace` ahead of the clock, so what lies further back cannot come again.
      for (const old of bySteps.keys()) if (old < newest - 2 * stepsOfGrace) bySteps.delete(old);
      const used = bySteps.get(step) ?? new Set();
      bySteps.set(step, used);
      if (used.has(id)) return false;
      used.add(id);
      return true;
    },
  };
}
