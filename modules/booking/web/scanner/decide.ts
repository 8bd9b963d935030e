/** What a scanner without a line says to a code, by the rule of the server and the list it has. Browser-safe. */
import { checkPass } from "#browser/pass";
import {
  type ClaimListed,
  calledWithPlace,
  type Elsewhere,
  fromList,
  hashOn,
  isNewPhone,
  type Meaning,
  meaningOf,
  type PassShown,
  soonest,
} from "../../scanner/contract.ts";
import type { Stand } from "./stand.ts";

export interface Asked {
  offerId: string;
  way: "in" | "out";
  /** One of the two: what was scanned, or the claim picked from the list. */
  scan?: string;
  claimId?: string;
  documentSeen?: boolean;
  came?: number | undefined;
}

export interface Decided {
  meaning: Meaning;
  claim: ClaimListed | null;
  shown: "pass" | "document" | "list";
  /** Hash of the phone that showed a live code. */
  phone: string | null;
}

/** Codes of the moment that this device has dealt with: `<token id>.<step>`. */
export type Shown = Set<string>;

/** Decides by what is here alone, and notes the code it dealt with. */
export async function decide(
  stand: Stand,
  asked: Asked,
  { now, seen }: { now: number; seen: Shown },
): Promise<Decided> {
  const door = stand.doors.get(asked.offerId);
  if (!door) throw new Error(`no list of door ${asked.offerId}`);
  const times = {
    state: door.state,
    doorsAt: Date.parse(door.doorsAt),
    endsAt: Date.parse(door.endsAt),
  };
  const of = (claim: ClaimListed | null, pass: PassShown, elsewhere: Elsewhere | null) =>
    meaningOf({
      door: times,
      now,
      way: asked.way,
      pass,
      claim,
      elsewhere,
      documentSeen: asked.documentSeen ?? false,
      came: asked.came,
    });
  if (asked.claimId !== undefined) {
    const claim = door.claims.get(asked.claimId) ?? null;
    return { meaning: of(claim, fromList, null), claim, shown: "list", phone: null };
  }
  // Whether it was shown before is asked below: of whom the door has dealt with it is taken again.
  const check = await checkPass(asked.scan ?? "", {
    keys: stand.keys,
    nowMs: now,
    seen: { firstTime: () => true },
  });
  const shown = asked.documentSeen ? "document" : "pass";
  if (check.kind === "refused") {
    const pass = { ...fromList, refused: `pass.${check.why}` };
    return { meaning: of(null, pass, null), claim: null, shown, phone: null };
  }
  const { subject, device, issued } = check.claims;
  const who = await hashOn(stand.salt, subject);
  const claim = bestOf((stand.byWho.get(who) ?? []).filter(({ offerId }) => offerId === asked.offerId));
  const phone = device && (await hashOn(stand.salt, device.key));
  const revoked =
    claim !== null &&
    (claim.blocked ||
      (phone !== null &&
        !claim.phones.includes(phone) &&
        !isNewPhone(issued, Date.parse(stand.revokedAsOf))));
  const code = check.kind === "good" ? `${check.tokenId}.${check.step}` : null;
  const pass = {
    refused: revoked ? "pass.revoked" : null,
    needsDocument: check.kind === "needs-document-check",
    shownBefore: code !== null && seen.has(code),
  };
  const elsewhere = claim ? null : elsewhereOf(stand, who, asked.offerId);
  const meaning = of(claim, pass, elsewhere);
  if (code !== null && meaning.kind !== "refused") seen.add(code);
  return { meaning, claim, shown, phone };
}

const gone = new Set(["cancelled", "expired", "refused", "no-show"]);

/** Of one person the claim that lives, or the last one. */
function bestOf<C extends ClaimListed>(claims: readonly C[]): C | null {
  return claims.find(({ state }) => !gone.has(state)) ?? claims.at(-1) ?? null;
}

/** Where else they are expected today: at another door of this list, or of the house. */
function elsewhereOf(stand: Stand, who: string, offerId: string): Elsewhere | null {
  const here = (stand.byWho.get(who) ?? [])
    .filter((claim) => claim.offerId !== offerId && ["confirmed", "checked-in"].includes(claim.state))
    .flatMap(({ offerId: other }) => stand.doors.get(other) ?? [])
    .filter(({ state }) => state === "open")
    .map(({ title, place, startsAt }) => ({
      kind: "door" as const,
      event: calledWithPlace(title ?? "", place),
      at: startsAt,
    }));
  const others = (stand.elsewhere.get(who) ?? []).map(({ kind, event, at }) => ({ kind, event, at }));
  return soonest([...here, ...others]);
}
