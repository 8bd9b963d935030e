/** SQL of hand-overs and their signatures. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Inventory } from "./inventory.ts";
import type { Side } from "./sides.ts";

export type HandoverState = "open" | "signed" | "effective" | "refused" | "withdrawn";

export interface Handover {
  id: string;
  placeId: string;
  fromId: string;
  toId: string;
  effectiveOn: string;
  lateBecause: string | null;
  terms: string;
  inventory: Inventory;
  digest: string;
  state: HandoverState;
  drawnUpAt: Temporal.Instant;
  drawnUpBy: string | null;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
  endedBecause: string | null;
  effectiveAt: Temporal.Instant | null;
  version: number;
}

const columns = sql`
  id, facility_id as place_id, from_organisation as from_id, to_organisation as to_id, effective_on, late_because, terms, inventory,
  digest, state, drawn_up_at, drawn_up_by, ended_at, ended_by, ended_because, effective_at, version`;

/** The document, or null. */
export function handoverOf(db: Db, id: string): Promise<Handover | null> {
  return db.maybeOne<Handover>`select ${columns} from places.handover where id = ${id}`;
}

/** The document, locked until the transaction ends, or null. */
export function lockHandover(tx: Tx, id: string): Promise<Handover | null> {
  return tx.maybeOne<Handover>`select ${columns} from places.handover where id = ${id} for update`;
}

/** The document about the place that is neither effective nor ended, or null. */
export function openHandoverOf(db: Db, placeId: string): Promise<{ id: string } | null> {
  return db.maybeOne<{ id: string }>`
    select id from places.handover where facility_id = ${placeId} and state in ('open', 'signed')`;
}

/** Documents about these places that are neither effective nor ended, locked; one that took effect while this waited is none of them. */
export function lockOpenHandovers(
  tx: Tx,
  placeIds: readonly string[],
): Promise<{ id: string; placeId: string }[]> {
  return tx.many`
    select id, facility_id as place_id from places.handover
     where facility_id = any(${placeIds}::uuid[]) and state in ('open', 'signed') order by id for update`;
}

/** Which of these places have such a document. */
export async function placesInHandover(db: Db, placeIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.many<{ placeId: string }>`
    select facility_id as place_id from places.handover
     where facility_id = any(${placeIds}::uuid[]) and state in ('open', 'signed')`;
  return new Set(rows.map(({ placeId }) => placeId));
}

export interface ListedHandover {
  id: string;
  placeId: string;
  placeName: string;
  placeNames: Record<string, string>;
  fromId: string;
  toId: string;
  effectiveOn: string;
  state: HandoverState;
  signed: Side[];
}

/** Documents with a side at or below one of these paths, or about one place; unfinished ones first, then the newest; those after a document. */
export function listHandovers(
  db: Db,
  asked: { paths: readonly string[]; placeId: string | null; after: string | null; limit: number },
): Promise<ListedHandover[]> {
  const { paths, placeId, after, limit } = asked;
  return db.many<ListedHandover>`
    select h.id, h.facility_id as place_id, f.name as place_name, f.names as place_names, h.from_organisation as from_id,
           h.to_organisation as to_id, h.effective_on, h.state,
           array(select s.side from places.handover_signature s where s.handover_id = h.id and s.voided_at is null order by s.side) as signed
      from places.handover h
      join places.facility f on f.id = h.facility_id
      join places.organisation a on a.id = h.from_organisation
      join places.organisation b on b.id = h.to_organisation
     where (${placeId}::uuid is null or h.facility_id = ${placeId}::uuid)
       and exists (select from unnest(${paths}::text[]) own(path) where starts_with(a.path, own.path) or starts_with(b.path, own.path))
       and (${after}::uuid is null
            or (h.state in ('open', 'signed'), h.drawn_up_at, h.id)
               < (select l.state in ('open', 'signed'), l.drawn_up_at, l.id from places.handover l where l.id = ${after}::uuid))
     order by h.state in ('open', 'signed') desc, h.drawn_up_at desc, h.id desc limit ${limit}`;
}

export async function insertHandover(
  tx: Tx,
  one: Omit<Handover, "state" | "endedAt" | "endedBy" | "endedBecause" | "effectiveAt" | "version">,
): Promise<void> {
  await tx.run`
    insert into places.handover (id, facility_id, from_organisation, to_organisation, effective_on, late_because, terms, inventory, digest,
                                 state, drawn_up_at, drawn_up_by)
    values (${one.id}, ${one.placeId}, ${one.fromId}, ${one.toId}, ${one.effectiveOn}, ${one.lateBecause}, ${one.terms},
            ${JSON.stringify(one.inventory)}, ${one.digest}, 'open', ${one.drawnUpAt}, ${one.drawnUpBy})`;
}

/** Writes the document anew; it is open again. */
export async function updateHandover(
  tx: Tx,
  one: Pick<Handover, "id" | "effectiveOn" | "lateBecause" | "terms" | "inventory" | "digest">,
): Promise<void> {
  await tx.run`
    update places.handover
       set effective_on = ${one.effectiveOn}, late_because = ${one.lateBecause}, terms = ${one.terms},
           inventory = ${JSON.stringify(one.inventory)}, digest = ${one.digest}, state = 'open', version = version + 1
     where id = ${one.id}`;
}

/** Refused or withdrawn, for a reason. */
export async function endHandover(
  tx: Tx,
  end: {
    id: string;
    state: "refused" | "withdrawn";
    at: Temporal.Instant;
    by: string | null;
    because: string;
  },
): Promise<void> {
  await tx.run`
    update places.handover
       set state = ${end.state}, ended_at = ${end.at}, ended_by = ${end.by}, ended_because = ${end.because}, version = version + 1
     where id = ${end.id}`;
}

/** From open to signed. */
export async function markSigned(tx: Tx, id: string): Promise<void> {
  await tx.run`update places.handover set state = 'signed', version = version + 1 where id = ${id} and state = 'open'`;
}

/** From signed to effective; false when it has taken effect before or is signed no more. */
export async function markEffective(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const changed = await tx.run`
    update places.handover set state = 'effective', effective_at = ${at}, version = version + 1 where id = ${id} and state = 'signed'`;
  return changed === 1;
}

/** Signed documents whose day has come. */
export async function dueHandovers(db: Db, day: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select id from places.handover where state = 'signed' and effective_on <= ${day}::date order by effective_on, id`;
  return rows.map(({ id }) => id);
}

export interface StuckHandover {
  id: string;
  placeName: string;
  placeNames: Record<string, string>;
  effectiveOn: string;
  /** Of the organisation that takes over. */
  orgPath: string;
}

/** Signed by both, due before a day and not in effect, with a side at or below these paths: what the job could not carry out. */
export function stuckHandovers(db: Db, paths: readonly string[], day: string): Promise<StuckHandover[]> {
  return db.many<StuckHandover>`
    select h.id, f.name as place_name, f.names as place_names, h.effective_on, b.path as org_path
      from places.handover h
      join places.facility f on f.id = h.facility_id
      join places.organisation a on a.id = h.from_organisation
      join places.organisation b on b.id = h.to_organisation
     where h.state = 'signed' and h.effective_on < ${day}::date
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(a.path, p.path) or starts_with(b.path, p.path))
     order by h.effective_on, h.id limit 50`;
}

export interface Signature {
  side: Side;
  signer: string;
  digest: string;
  signedAt: Temporal.Instant;
  voidedAt: Temporal.Instant | null;
}

/** All signatures there ever were on the document, oldest first. */
export function signaturesOn(db: Db, handoverId: string): Promise<Signature[]> {
  return db.many<Signature>`
    select side, signer, digest, signed_at, voided_at from places.handover_signature
     where handover_id = ${handoverId} order by signed_at, side`;
}

export async function insertSignature(
  tx: Tx,
  one: Pick<Signature, "side" | "signer" | "digest" | "signedAt"> & { id: string; handoverId: string },
): Promise<void> {
  await tx.run`
    insert into places.handover_signature (id, handover_id, side, signer, digest, signed_at)
    values (${one.id}, ${one.handoverId}, ${one.side}, ${one.signer}, ${one.digest}, ${one.signedAt})`;
}

/** Signatures on the document count no more, unless it has taken effect or ended. Answers the sides that had signed. */
export async function voidSignatures(
  tx: Tx,
  handoverId: string,
  { at, by }: { at: Temporal.Instant; by: string | null },
): Promise<Side[]> {
  const rows = await tx.many<{ side: Side }>`
    update places.handover_signature set voided_at = ${at}, voided_by = ${by}
     where handover_id = ${handoverId} and voided_at is null
       and exists (select from places.handover h where h.id = handover_id and h.state in ('open', 'signed'))
    returning side`;
  return rows.map(({ side }) => side).toSorted();
}

/** A document whose signatures went is open again. */
export async function reopen(tx: Tx, id: string): Promise<void> {
  await tx.run`update places.handover set state = 'open', version = version + 1 where id = ${id} and state in ('open', 'signed')`;
}

export interface PersonalRow {
  at: Temporal.Instant;
  placeName: string;
  placeNames: Record<string, string>;
  what: "drawn-up" | "signed" | "named" | "ended";
  side: Side | null;
  state: HandoverState;
}

/** Where a person stands in hand-overs: what they drew up, signed or ended, and documents that name them. Oldest first. */
export function handoversNaming(db: Db, subject: string): Promise<PersonalRow[]> {
  return db.many<PersonalRow>`
    select p.at, f.name as place_name, f.names as place_names, p.what, p.side, h.state
      from places.handover h
      join places.facility f on f.id = h.facility_id
      cross join lateral (
        select h.drawn_up_at as at, 'drawn-up' as what, 'from' as side where h.drawn_up_by = ${subject}
        union all
        select s.signed_at, 'signed', s.side from places.handover_signature s where s.handover_id = h.id and s.signer = ${subject}
        union all
        select h.drawn_up_at, 'named', null where h.inventory -> 'staff' @> ${JSON.stringify([{ subject }])}::jsonb
        union all
        select h.ended_at, 'ended', case h.state when 'refused' then 'to' else 'from' end where h.ended_by = ${subject}) p
     order by p.at, p.what`;
}
