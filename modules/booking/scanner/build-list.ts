/** The list of a scanner: what the clerk at the door may see, hashes by which passes are found, and the keys that check them. */
import { createHash } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { cityKeys, passesOf } from "#people";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { type SignedText, signText } from "#platform/pass";
import { whoseClaims } from "../claiming/claim-store.ts";
import { type Called, calledAtDoor, nobody } from "../door/door.ts";
import * as doorStore from "../door/door-store.ts";
import { dayOf, elsewhereOf, expectedIn } from "../door/expected.ts";
import { leftAtTheDoor } from "../offers/draw-from.ts";
import { doorsAt, type Offer } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { seatsOfClaims } from "../seating/seat-store.ts";
import { aboutOf, offerView } from "../views.ts";
import type { ScannerList } from "./contract.ts";
import { hashLetters, listHead } from "./list-format.ts";
import * as store from "./store.ts";

type List = Static<typeof ScannerList>;
type Door = List["doors"][number];

/** What was being written while the list before was read is sent again. */
const overlapSeconds = 30;

/** The list as it is now, signed; `since`: only what has changed from then on, or null where nothing has. */
export async function signedList(
  ctx: Ctx,
  scanner: store.Scanner,
  offerIds: readonly string[],
  since: null,
): Promise<SignedText>;
export async function signedList(
  ctx: Ctx,
  scanner: store.Scanner,
  offerIds: readonly string[],
  since: Temporal.Instant | null,
): Promise<SignedText | null>;
export async function signedList(
  ctx: Ctx,
  scanner: store.Scanner,
  offerIds: readonly string[],
  since: Temporal.Instant | null,
): Promise<SignedText | null> {
  const now = ctx.clock();
  const from = since?.subtract({ seconds: overlapSeconds }) ?? null;
  if (from && !(await store.hasChanged(ctx.db, offerIds, from))) return null;
  const keys = await cityKeys(ctx);
  const salt = scanner.salt.toString("base64url");
  const offers = await offerStore.offers(ctx.db, [...offerIds]);
  const list: List = {
    scanner: scanner.id,
    label: scanner.label,
    asOf: now.toString(),
    since: since?.toString() ?? null,
    until: scanner.until.toString(),
    salt,
    keys: keys.public,
    room: scanner.room,
    doors: await doorsOn(ctx, offers, { salt, from }),
    elsewhere: since ? [] : await elsewhereOn(ctx, offers, salt),
  };
  return signText(keys.signingAt(Math.floor(now.epochMilliseconds / 1000)), listHead, JSON.stringify(list));
}

async function doorsOn(
  ctx: Ctx,
  offers: readonly Offer[],
  { salt, from }: { salt: string; from: Temporal.Instant | null },
): Promise<Door[]> {
  const ids = offers.map(({ id }) => id);
  const claims = await store.claimsOfPeople(ctx.db, ids, from);
  const passes = await hashedPasses(
    ctx.db,
    claims.flatMap(({ subject }) => subject ?? []),
    salt,
  );
  const called = await calledOn(ctx, claims);
  const seated = new Set(offers.flatMap(({ id, rules }) => (rules.seated ? id : [])));
  const seats = await seatsOfClaims(
    ctx.db,
    claims.flatMap(({ id, offerId }) => (seated.has(offerId) ? id : [])),
  );
  const claimsOf = Map.groupBy(claims, ({ offerId }) => offerId);
  const pools = Map.groupBy(await offerStore.pools(ctx.db, ids), ({ offerId }) => offerId);
  const about = await aboutOf(ctx, [...offers]);
  const counts = new Map((await doorStore.countHolders(ctx.db, ids)).map((count) => [count.offerId, count]));
  const away = Map.groupBy(await store.awayOn(ctx.db, ids), ({ offerId }) => offerId);
  const moves = new Map((await store.movesOn(ctx.db, ids)).map((one) => [one.offerId, one]));
  return offers.map((offer) => {
    const out = new Map((away.get(offer.id) ?? []).map((one) => [one.claimId, one.away]));
    const came = counts.get(offer.id)?.arrived ?? 0;
    const view = offerView(offer, pools.get(offer.id) ?? []);
    return {
      offerId: offer.id,
      title: about.get(offer.ref)?.title ?? null,
      place: about.get(offer.ref)?.place?.name ?? null,
      state: offer.state,
      doorsAt: doorsAt(offer).toString(),
      startsAt: view.startsAt,
      endsAt: view.endsAt,
      quota: view.quota,
      leftAtTheDoor: leftAtTheDoor(view.pools),
      came,
      away: came - insideBy(came, moves.get(offer.id)),
      claims: (claimsOf.get(offer.id) ?? []).map(
        ({ id, subject, state, size, came, checkedInAt, fresh }) => ({
          id,
          ...(passes.get(subject ?? "") ?? { who: [], phones: [], blocked: false }),
          ...(fresh && (called.get(id) ?? nobody)),
          seats: (seats.get(id) ?? []).map(({ label }) => label),
          size,
          state,
          came,
          away: Math.min(came, out.get(id) ?? 0),
          checkedInAt: checkedInAt?.toString() ?? null,
        }),
      ),
    };
  });
}

/** So many of those who came are inside. More can never have left than were in: what says so was a slip of the finger. */
function insideBy(came: number, moves: { counted: number; net: number; lowest: number } | undefined): number {
  if (!moves) return came;
  // Whom a clerk let in by the list of the door, without a scan.
  const before = Math.max(0, came - moves.counted);
  return Math.min(came, before + moves.net - Math.min(0, before + moves.lowest));
}

/** What those are called who were not on the list before: names are told apart by all of them, so that this is asked for only then. */
async function calledOn(ctx: Ctx, claims: readonly store.ClaimAtDoor[]): Promise<Map<string, Called>> {
  const doors = new Set(claims.flatMap(({ offerId, fresh }) => (fresh ? offerId : [])));
  const called = new Map<string, Called>();
  for (const offerId of doors) {
    const all = await calledAtDoor(ctx, await whoseClaims(ctx.db, offerId), { byTail: false });
    for (const [id, one] of all) called.set(id, one);
  }
  return called;
}

interface Hashed {
  who: string[];
  phones: string[];
  blocked: boolean;
}

async function hashedPasses(db: Db, subjects: readonly string[], salt: string): Promise<Map<string, Hashed>> {
  if (subjects.length === 0) return new Map();
  const passes = await passesOf(db, [...new Set(subjects)]);
  return new Map(
    passes.map(({ subject, active, subjects: all, phones }) => {
      const hashed = (keys: readonly string[]) => keys.map((key) => hashHere(salt, key));
      return [subject, { who: hashed(all), phones: hashed(phones), blocked: !active }] as const;
    }),
  );
}

/** What `hashOn` makes, at once: a hall has thousands, and whoever scans meanwhile waits. */
function hashHere(salt: string, what: string): string {
  return createHash("sha256").update(`${salt}.${what}`).digest("base64url").slice(0, hashLetters);
}

/** Who is expected elsewhere in the house on the day, at another door, a lesson or in a room: a scanner tells them where, and keeps no claim of theirs. */
async function elsewhereOn(ctx: Ctx, offers: readonly Offer[], salt: string): Promise<List["elsewhere"]> {
  const [first] = offers;
  if (!first) return [];
  const others = await expectedIn(ctx, {
    ...{ ...dayOf(ctx, first), orgPath: first.orgPath, subject: null },
    except: offers.map(({ id }) => id),
  });
  const passes = await hashedPasses(
    ctx.db,
    others.map(({ subject }) => subject),
    salt,
  );
  return others.map((one) => ({ who: passes.get(one.subject)?.who ?? [], ...elsewhereOf(one) }));
}
