/** The list of a scanner: what the clerk at the door may see, hashes by which passes are found, and the keys that check them. */
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { cityKeys, passesOf } from "#people";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { type SignedText, signText } from "#platform/pass";
import { doorSheet } from "../door.ts";
import * as doorStore from "../door-store.ts";
import { dayOf, elsewhereOf, expectedIn } from "../expected.ts";
import { doorsAt, type Offer } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import type { ScannerList } from "./contract.ts";
import { hashOn, listHead } from "./list-format.ts";
import * as store from "./store.ts";

type List = Static<typeof ScannerList>;
type Door = List["doors"][number];

/** What was being written while the list before was read is sent again. */
const overlapSeconds = 60;

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
  const claimsOf = Map.groupBy(claims, ({ offerId }) => offerId);
  const counts = new Map((await doorStore.countHolders(ctx.db, ids)).map((count) => [count.offerId, count]));
  const away = await store.awayOn(ctx.db, ids);
  const doors: Door[] = [];
  for (const offer of offers) {
    const sheet = await doorSheet(ctx, offer.id);
    const called = new Map(sheet.holders.map((holder) => [holder.claimId, holder]));
    const out = new Map(
      away.filter(({ offerId }) => offerId === offer.id).map((one) => [one.claimId, one.away]),
    );
    doors.push({
      offerId: offer.id,
      title: sheet.about?.title ?? null,
      place: sheet.about?.place?.name ?? null,
      state: offer.state,
      doorsAt: doorsAt(offer).toString(),
      startsAt: offer.startsAt.toString(),
      endsAt: offer.endsAt.toString(),
      quota: sheet.offer.quota,
      leftAtTheDoor: sheet.leftAtTheDoor,
      came: counts.get(offer.id)?.arrived ?? 0,
      away: [...out.values()].reduce((sum, one) => sum + one, 0),
      claims: (claimsOf.get(offer.id) ?? []).map(({ id, subject, state, size }) => {
        const holder = called.get(id);
        const came = holder?.checkedInAt ? size - holder.toCome : 0;
        return {
          id,
          ...(passes.get(subject ?? "") ?? { who: [], phones: [], blocked: false }),
          name: holder?.name ?? null,
          phoneTail: holder?.phoneTail ?? null,
          number: holder?.number ?? null,
          size,
          state,
          came,
          away: Math.min(came, out.get(id) ?? 0),
          checkedInAt: holder?.checkedInAt ?? null,
        };
      }),
    });
  }
  return doors;
}

interface Hashed {
  who: string[];
  phones: string[];
  blocked: boolean;
}

async function hashedPasses(db: Db, subjects: readonly string[], salt: string): Promise<Map<string, Hashed>> {
  const passes = await passesOf(db, [...new Set(subjects)]);
  const hashed = passes.map(async ({ subject, active, subjects: all, phones }) => {
    const [who, keys] = await Promise.all([
      Promise.all(all.map((one) => hashOn(salt, one))),
      Promise.all(phones.map((one) => hashOn(salt, one))),
    ]);
    return [subject, { who, phones: keys, blocked: !active }] as const;
  });
  return new Map(await Promise.all(hashed));
}

/** Who is expected elsewhere in the house on the day, at another door, a lesson or in a room: a scanner tells them where, and keeps no claim of theirs. */
async function elsewhereOn(ctx: Ctx, offers: readonly Offer[], salt: string): Promise<List["elsewhere"]> {
  const [first] = offers;
  if (!first) return [];
  const all = await expectedIn(ctx, { ...dayOf(ctx, first), orgPath: first.orgPath, subject: null });
  const others = all.filter(({ ref }) => !offers.some(({ id }) => id === ref));
  const passes = await hashedPasses(
    ctx.db,
    others.map(({ subject }) => subject),
    salt,
  );
  return others.map((one) => ({ who: passes.get(one.subject)?.who ?? [], ...elsewhereOf(one) }));
}
