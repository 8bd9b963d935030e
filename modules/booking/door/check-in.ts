/** The door: a pass is scanned, or a name is picked from the list. */
import type { Temporal } from "temporal-polyfill";
import { subjectOfPassScan } from "#people";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { arrived, isOneOf } from "../claiming/claim-state.ts";
import * as claimStore from "../claiming/claim-store.ts";
import { newsOf } from "../news.ts";
import { doorsAt, type Offer, reasonAgainstCheckIn } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import {
  type Elsewhere,
  fromList,
  type Meaning,
  meaningOf,
  type PassShown,
  soonest,
} from "../scanner/rule.ts";
import * as doorStore from "./door-store.ts";
import { dayOf, elsewhereOf, expectedIn } from "./expected.ts";

export interface CheckInInput {
  offerId: string;
  /** One of the two: what the scanner read, or the claim picked from the list. */
  scan?: string;
  claimId?: string;
  /** The clerk has looked at an identity document: needed with a code that could have been copied. */
  documentSeen?: boolean;
  /** Of a party so many have come; all that are to come unless told. */
  came?: number;
}

export interface CheckedIn {
  claimId: string;
  /** How many were let in. */
  size: number;
  /** How many of the party are still to come. */
  rest: number;
  /** True when this claim was checked in before: said, not done twice. */
  already: boolean;
  checkedInAt: string;
}

export async function checkIn(ctx: TxCtx, input: CheckInInput): Promise<CheckedIn> {
  const { offer, claim, meaning } = await weighedAtDoor(ctx, { ...input, way: "in", comesAndGoes: false });
  if (meaning.kind !== "in") return alreadyIn(claim);
  return letIn(ctx, { offer, claim, came: meaning.fresh, documentSeen: input.documentSeen });
}

export interface Weighed {
  offer: Offer;
  claim: doorStore.AtTheDoor;
  meaning: Exclude<Meaning, { kind: "refused" }>;
}

/** Who stands there and what it means, by the rule that scanners have too. Refuses as it does. `comesAndGoes`: who went out is let in again. */
export async function weighedAtDoor(
  ctx: TxCtx,
  input: CheckInInput & { way: "in" | "out"; comesAndGoes: boolean },
): Promise<Weighed> {
  const offer = found(await offerStore.offerAtDoor(ctx.db, input.offerId), "offer", input.offerId);
  if (offer.rules.ownRoll) throw refused("check-in.own-roll");
  const now = ctx.clock();
  const shut = input.way === "in" ? reasonAgainstCheckIn(offer, now) : null;
  if (shut) throw refused(shut.id, shut.data);
  const { claim, pass, subject } = await whoAtDoor(ctx, offer, input);
  const meaning = meaningOf({
    door: {
      state: offer.state,
      doorsAt: doorsAt(offer).epochMilliseconds,
      endsAt: offer.endsAt.epochMilliseconds,
    },
    now: now.epochMilliseconds,
    way: input.way,
    pass,
    claim: claim && {
      ...claim,
      came: isOneOf(arrived, claim.state) ? claimStore.cameOf(claim) : 0,
      away: input.comesAndGoes ? claim.away : 0,
    },
    elsewhere: claim || !subject ? null : await elsewhereToday(ctx, offer, subject),
    documentSeen: input.documentSeen ?? false,
    came: input.came,
  });
  if (meaning.kind === "refused") {
    const { id, data } = meaning;
    throw refused(id, id === "check-in.document-needed" && claim ? { claimId: claim.id } : data);
  }
  // Without a claim the rule has refused.
  return { offer, claim: found(claim, "claim", input.claimId ?? ""), meaning };
}

/** Lets so many of a claim in who had not come yet: written (by a scanner with its scan), announced, audited. */
export async function letIn(
  ctx: TxCtx,
  {
    offer,
    claim,
    came,
    documentSeen,
    write = (at) => doorStore.checkIn(ctx.db, { claimId: claim.id, came }, at),
  }: Pick<Weighed, "offer" | "claim"> & {
    came: number;
    write?: (at: Temporal.Instant) => Promise<claimStore.Claim | null>;
  } & Pick<CheckInInput, "documentSeen">,
): Promise<CheckedIn> {
  const at = ctx.clock();
  const done = await write(at);
  if (!done) {
    // Another door may have been faster: then the person is in, and nobody turns them away.
    const now = await claimStore.claim(ctx.db, claim.id);
    if (now?.state === "checked-in") return alreadyIn(now);
    throw refused("check-in.not-confirmed", { state: now?.state ?? claim.state });
  }
  const news = newsOf(offer, { id: done.id, size: came, channel: claim.channel });
  await announce(ctx, "claim.checked-in", news);
  await audit(ctx, {
    what: "claim.checked-in",
    on: { kind: "claim", id: done.id },
    subject: done.subject,
    detail: { came, ...(documentSeen && { documentSeen: true }) },
  });
  const rest = done.size - claimStore.cameOf(done);
  return { claimId: done.id, size: came, rest, already: false, checkedInAt: at.toString() };
}

function alreadyIn(claim: claimStore.Claim): CheckedIn {
  const came = claimStore.cameOf(claim);
  return {
    claimId: claim.id,
    size: came,
    rest: claim.size - came,
    already: true,
    checkedInAt: String(claim.checkedInAt),
  };
}

interface WhoAtDoor {
  claim: doorStore.AtTheDoor | null;
  pass: PassShown;
  /** Whose pass was scanned. */
  subject: string | null;
}

async function whoAtDoor(ctx: TxCtx, offer: Offer, input: CheckInInput): Promise<WhoAtDoor> {
  if (input.claimId) {
    const claim = await doorStore.atTheDoor(ctx.db, offer.id, { claimId: input.claimId });
    return {
      claim: found(claim, "claim", input.claimId),
      pass: fromList,
      subject: null,
    };
  }
  const claimOf = (subject: string) => doorStore.atTheDoor(ctx.db, offer.id, { subject });
  const isIn = async (one: string) => (await claimOf(one))?.state === "checked-in";
  const { subject, needsDocument } = await subjectOfPassScan(ctx, input.scan ?? "", isIn);
  const claim = await claimOf(subject);
  return { claim, pass: { ...fromList, needsDocument }, subject };
}

/** Where else in the house they are expected on the day: another door, a lesson, a room. */
async function elsewhereToday(ctx: TxCtx, offer: Offer, subject: string): Promise<Elsewhere | null> {
  const asked = { ...dayOf(ctx, offer), orgPath: offer.orgPath, subject, except: [offer.id] };
  return soonest((await expectedIn(ctx, asked)).map(elsewhereOf));
}
