/** SQL of scanners and of what they scanned. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { arrived, type ClaimState, living } from "../claiming/claim-state.ts";

import type { Claim } from "../claiming/claim-store.ts";
import { checkingIn, outBy } from "../door/door-store.ts";

export interface Scanner {
  id: string;
  label: string;
  salt: Buffer;
  orgPath: string;
  room: number | null;
  madeBy: string;
  madeAt: Temporal.Instant;
  until: Temporal.Instant;
  seenAt: Temporal.Instant;
  revokedAt: Temporal.Instant | null;
}

const scannerColumns = sql.raw(
  "s.id, s.label, s.salt, s.org_path, s.room, s.made_by, s.made_at, s.until, s.seen_at, s.revoked_at",
);

export async function insertScanner(
  tx: Tx,
  row: Omit<Scanner, "seenAt" | "revokedAt"> & { keyHash: Buffer; offers: readonly string[] },
): Promise<void> {
  await tx.run`
    insert into booking.scanner (id, key_hash, salt, label, org_path, room, made_by, made_at, until, seen_at)
    values (${row.id}, ${row.keyHash}, ${row.salt}, ${row.label}, ${row.orgPath}, ${row.room}, ${row.madeBy}, ${row.madeAt},
            ${row.until}, ${row.madeAt})`;
  await tx.run`
    insert into booking.scanner_door (scanner_id, offer_id) select ${row.id}, id from unnest(${[...row.offers]}::uuid[]) as n(id)`;
}

/** A scanner that asks, its doors, and whether the scan it asks about is written down already. */
export type Asking = Scanner & { doors: string[]; known: boolean };

/**
 * The scanner with this key that was not ended. Notes that it was here, and locks it: what one device sends twice at once is done one
 * after the other.
 */
export function scannerHere(
  tx: Tx,
  { id, keyHash, scan }: { id: string; keyHash: Buffer; scan: string | null },
  now: Temporal.Instant,
): Promise<Asking | null> {
  return tx.prepared.maybeOne<Asking>`
    update booking.scanner s set seen_at = greatest(s.seen_at, ${now})
     where s.id = ${id} and s.key_hash = ${keyHash} and s.revoked_at is null
    returning ${scannerColumns},
           array(select d.offer_id::text from booking.scanner_door d where d.scanner_id = s.id order by d.offer_id) as doors,
           exists (select from booking.scan n where n.id = ${scan}::uuid) as known`;
}

export function scanner(db: Db, id: string): Promise<Scanner | null> {
  return db.maybeOne<Scanner>`select ${scannerColumns} from booking.scanner s where s.id = ${id}`;
}

export async function revoke(tx: Tx, id: string, by: string, now: Temporal.Instant): Promise<boolean> {
  return (
    (await tx.run`
      update booking.scanner set revoked_at = ${now}, revoked_by = ${by} where id = ${id} and revoked_at is null`) ===
    1
  );
}

export function scannersOf(db: Db, offerId: string): Promise<Scanner[]> {
  return db.many<Scanner>`
    select ${scannerColumns} from booking.scanner s join booking.scanner_door d on d.scanner_id = s.id
     where d.offer_id = ${offerId} order by s.made_at desc, s.id`;
}

export interface Scan {
  id: string;
  scannerId: string;
  offerId: string;
  claimId: string | null;
  way: "in" | "out";
  size: number;
  shown: "pass" | "document" | "list" | "nobody" | "back";
  at: Temporal.Instant;
  counted: number;
  trouble: Trouble | null;
  /** Of those who went out, so many nobody saw come in. */
  unseen: number;
  settledAt: Temporal.Instant | null;
}

export type Trouble = "twice" | "gone" | "uncounted" | "revoked" | "unseen";

const scanColumns = sql.raw(
  "n.id, n.scanner_id, n.offer_id, n.claim_id, n.way, n.size, n.shown, n.at, n.counted, n.trouble, n.unseen, n.settled_at",
);

/** Lets in so many of a claim as `checkIn` of the door does, and writes the scan down with it; neither when it cannot be done. */
export function letInByScan(
  tx: Tx,
  scan: Omit<Scan, "settledAt" | "claimId"> & { claimId: string },
  now: Temporal.Instant,
): Promise<Claim | null> {
  return tx.prepared.maybeOne<Claim>`
    with ${checkingIn(scan.claimId, scan.counted, now)},
    noted as (
      insert into booking.scan (id, scanner_id, offer_id, claim_id, way, size, shown, at, received_at, counted, trouble)
      select ${scan.id}, ${scan.scannerId}, ${scan.offerId}, done.id, ${scan.way}, ${scan.size}, ${scan.shown}, ${scan.at}::timestamptz,
             ${now}::timestamptz, ${scan.counted}, ${scan.trouble} from done)
    select done.* from done`;
}

/** Writes scans down, none of which is known. */
export async function insertScans(
  tx: Tx,
  scans: readonly Omit<Scan, "settledAt">[],
  now: Temporal.Instant,
): Promise<void> {
  const of = <T>(pick: (scan: (typeof scans)[number]) => T): T[] => scans.map(pick);
  await tx.prepared.run`
    insert into booking.scan (id, scanner_id, offer_id, claim_id, way, size, shown, at, received_at, counted, trouble, unseen)
    select id, scanner_id, offer_id, claim_id, way, size, shown, at, ${now}::timestamptz, counted, trouble, unseen
      from unnest(${of((s) => s.id)}::uuid[], ${of((s) => s.scannerId)}::uuid[], ${of((s) => s.offerId)}::uuid[],
                  ${of((s) => s.claimId)}::uuid[], ${of((s) => s.way)}::text[], ${of((s) => s.size)}::int[],
                  ${of((s) => s.shown)}::text[], ${of((s) => s.at.toString())}::timestamptz[],
                  ${of((s) => s.counted)}::int[], ${of((s) => s.trouble)}::text[],
                  ${of((s) => s.unseen)}::int[])
           as n(id, scanner_id, offer_id, claim_id, way, size, shown, at, counted, trouble, unseen)`;
}

export function scansById(db: Db, ids: readonly string[]): Promise<Scan[]> {
  return db.prepared
    .many<Scan>`select ${scanColumns} from booking.scan n where n.id = any(${[...ids]}::uuid[])`;
}

/** What a scanner's scans came to that arrived since. */
export function scansLately(
  db: Db,
  scannerId: string,
  since: Temporal.Instant,
): Promise<Pick<Scan, "id" | "counted" | "trouble">[]> {
  return db.many<Pick<Scan, "id" | "counted" | "trouble">>`
    select n.id, n.counted, n.trouble from booking.scan n
     where n.offer_id in (select offer_id from booking.scanner_door where scanner_id = ${scannerId})
       and n.scanner_id = ${scannerId} and n.received_at > ${since}`;
}

/** All scans of these claims, in the order in which they happened. */
export function scansOfClaims(db: Db, claimIds: readonly string[]): Promise<Scan[]> {
  return db.many<Scan>`
    select ${scanColumns} from booking.scan n where n.claim_id = any(${[...claimIds]}::uuid[]) order by n.at, n.id`;
}

/** What was scanned of a person's claims, oldest first. */
export function scansOfSubject(db: Db, subject: string): Promise<Pick<Scan, "at" | "way" | "size">[]> {
  return db.many<Pick<Scan, "at" | "way" | "size">>`
    select n.at, n.way, n.size from booking.scan n join booking.claim c on c.id = n.claim_id
     where c.subject = ${subject} order by n.at, n.id`;
}

export function scansOfOffer(db: Db, offerId: string): Promise<(Scan & { label: string })[]> {
  return db.many<Scan & { label: string }>`
    select ${scanColumns}, s.label from booking.scan n join booking.scanner s on s.id = n.scanner_id
     where n.offer_id = ${offerId} order by n.at, n.id`;
}

/** Says of each what does not fit together now, or nothing; what was settled stays settled. */
export async function setTroubles(
  tx: Tx,
  troubles: readonly { id: string; trouble: Trouble | null; unseen: number }[],
): Promise<void> {
  await tx.run`
    update booking.scan n set trouble = case when n.settled_at is null then m.trouble else n.trouble end, unseen = m.unseen
      from unnest(${troubles.map(({ id }) => id)}::uuid[], ${troubles.map(({ trouble }) => trouble)}::text[],
                  ${troubles.map(({ unseen }) => unseen)}::int[]) as m(id, trouble, unseen)
     where m.id = n.id and (n.trouble is distinct from m.trouble or n.unseen <> m.unseen)`;
}

/** How many of each claim on these offers are out for the moment. */
export function awayOn(
  db: Db,
  offerIds: readonly string[],
): Promise<{ offerId: string; claimId: string; away: number }[]> {
  return db.many`
    select n.offer_id, n.claim_id, greatest(0, sum(${outBy}))::int as away from booking.scan n
     where n.offer_id = any(${[...offerIds]}::uuid[]) and n.claim_id is not null
     group by n.offer_id, n.claim_id`;
}

/**
 * What the scans of these offers add up to: `counted` visits, and `net` people more inside by them, played through in order; `lowest`: the
 * least it ever was. Whoever stands inside without being a visit is left out.
 */
export function movesOn(
  db: Db,
  offerIds: readonly string[],
): Promise<{ offerId: string; counted: number; net: number; lowest: number }[]> {
  return db.many`
    with moves as (
      select offer_id, counted, at, id,
             case when way = 'out' then unseen - size when trouble is null or trouble = 'revoked' then size else 0 end as by
        from booking.scan where offer_id = any(${[...offerIds]}::uuid[])),
    played as (select offer_id, counted, by, sum(by) over (partition by offer_id order by at, id) as so_far from moves)
    select offer_id, sum(counted)::int as counted, sum(by)::int as net, min(so_far)::int as lowest from played group by offer_id`;
}

export interface ClaimAtDoor {
  id: string;
  offerId: string;
  subject: string | null;
  state: ClaimState;
  size: number;
  came: number;
  checkedInAt: Temporal.Instant | null;
  /** It was made since. */
  fresh: boolean;
}

/** Whose claims these offers have, of every state: of one person the living one, or the latest. Only what has changed since, where that is told. */
export function claimsOfPeople(
  db: Db,
  offerIds: readonly string[],
  since: Temporal.Instant | null,
): Promise<ClaimAtDoor[]> {
  return db.many<ClaimAtDoor>`
    select distinct on (offer_id, coalesce(subject, id)) id, offer_id, subject, state, size, checked_in_at,
           case when state = any(${arrived}::text[]) then coalesce(arrived, size) else 0 end as came,
           ${since}::timestamptz is null or made_at > ${since}::timestamptz as fresh
      from booking.claim
     where offer_id = any(${[...offerIds]}::uuid[])
       and (${since}::timestamptz is null or changed_at > ${since}::timestamptz)
     order by offer_id, coalesce(subject, id), state = any(${living}::text[]) desc, made_at desc`;
}

/** Which of these offers have claims or scans that have changed since. */
export async function hasChanged(
  db: Db,
  offerIds: readonly string[],
  since: Temporal.Instant,
): Promise<boolean> {
  const { changed } = await db.one<{ changed: boolean }>`
    select exists (select from booking.claim where offer_id = any(${[...offerIds]}::uuid[]) and changed_at > ${since})
        or exists (select from booking.scan where offer_id = any(${[...offerIds]}::uuid[]) and received_at > ${since}) as changed`;
  return changed;
}

export interface Locked {
  id: string;
  offerId: string;
  poolId: string;
  subject: string | null;
  state: ClaimState;
  size: number;
  came: number;
}

/** Claims of these offers with who came of them so far, locked in order. */
export function lockClaims(tx: Tx, ids: readonly string[], offerIds: readonly string[]): Promise<Locked[]> {
  return tx.many<Locked>`
    select id, offer_id, pool_id, subject, state, size,
           case when state = any(${arrived}::text[]) then coalesce(arrived, size) else 0 end as came
      from booking.claim where id = any(${[...ids]}::uuid[]) and offer_id = any(${[...offerIds]}::uuid[])
     order by id for update`;
}

export type ClaimNow = Pick<Locked, "id" | "state" | "size" | "came">;

export function claimsNow(db: Db, ids: readonly string[]): Promise<ClaimNow[]> {
  return db.many<ClaimNow>`
    select id, state, size, case when state = any(${arrived}::text[]) then coalesce(arrived, size) else 0 end as came
      from booking.claim where id = any(${[...ids]}::uuid[]) order by id`;
}

/** Writes down who has come of claims by now. Where the occasion is settled they have attended. */
export async function setCame(
  tx: Tx,
  came: readonly { id: string; came: number; at: Temporal.Instant }[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update booking.claim c
       set state = case when o.settled_at is null then 'checked-in' else 'attended' end, changed_at = ${now},
           checked_in_at = least(c.checked_in_at, n.at), arrived = nullif(n.came, c.size)
      from unnest(${came.map(({ id }) => id)}::uuid[], ${came.map((one) => one.came)}::int[],
                  ${came.map(({ at }) => at.toString())}::timestamptz[]) as n(id, came, at), booking.offer o
     where c.id = n.id and o.id = c.offer_id`;
}

/** People who walked in at an occasion that is settled by now have attended. */
export async function attendedNow(tx: Tx, claimIds: readonly string[]): Promise<void> {
  await tx.run`
    update booking.claim c set state = 'attended' from booking.offer o
     where c.id = any(${[...claimIds]}::uuid[]) and o.id = c.offer_id and o.settled_at is not null and c.state = 'checked-in'`;
}

/** The scans of an offer, locked: two who settle the same wait for each other. */
export function lockScans(tx: Tx, offerId: string): Promise<Scan[]> {
  return tx.many<Scan>`
    select ${scanColumns} from booking.scan n where n.offer_id = ${offerId} order by n.id for update`;
}

/** Whose these claims are, of those that are somebody's by name. */
export function subjectsOf(db: Db, claimIds: readonly string[]): Promise<{ id: string; subject: string }[]> {
  return db.many<{ id: string; subject: string }>`
    select id, subject from booking.claim where id = any(${[...claimIds]}::uuid[]) and subject is not null`;
}

export async function settleScans(
  tx: Tx,
  ids: readonly string[],
  how: { by: string; how: "noted" | "counted"; now: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update booking.scan set settled_by = ${how.by}, settled_at = ${how.now}, settled_how = ${how.how}
     where id = any(${[...ids]}::uuid[]) and trouble is not null and settled_at is null`;
}

/** How many conflicts wait at occasions of these organisations. */
export function toSettleBelow(
  db: Db,
  paths: readonly string[],
): Promise<{ offerId: string; count: number }[]> {
  return db.many<{ offerId: string; count: number }>`
    select n.offer_id, count(distinct coalesce(n.claim_id, n.id))::int as count
      from booking.scan n join booking.offer o on o.id = n.offer_id
     where n.trouble is not null and n.settled_at is null
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(o.org_path, p.path))
     group by n.offer_id order by n.offer_id`;
}

/** Forgets scanners and scans of days that are long over; who came stays with the claims. Answers how many scans. */
export async function forgetBefore(tx: Tx, before: Temporal.Instant): Promise<number> {
  const scans = await tx.run`
    delete from booking.scan n using booking.scanner s where s.id = n.scanner_id and s.until < ${before}`;
  await tx.run`delete from booking.scanner_door d using booking.scanner s where s.id = d.scanner_id and s.until < ${before}`;
  await tx.run`delete from booking.scanner where until < ${before}`;
  return scans;
}
