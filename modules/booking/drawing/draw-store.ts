/** SQL of draws: what is drawn, what was frozen, the value, the outcome. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Offer } from "../offer.ts";
import type { DrawGroup, Reserved } from "./groups.ts";
import type { Course } from "./phase.ts";
import type { DrawTerms, WeightTerms } from "./rules.ts";

export type ValueKind = "double-colour" | "super-lotto" | "seven-star" | "ten-dice";

export interface NewDraw extends DrawTerms {
  id: string;
  orgPath: string;
  title: string;
  valueKind: ValueKind;
  valueSource: string;
  /** People who come along may stay unnamed. */
  unnamed: boolean;
  weights: WeightTerms;
  /** For whom places are kept, the first before the next. */
  groups: DrawGroup[];
}

export interface Draw extends NewDraw, Course {
  calledOffBecause: string | null;
  hash: string | null;
  commitment: string | null;
  /** The public value, once it was drawn. */
  value: string | null;
  /** In the list, or so far. */
  entries: number;
}

const columns = sql.raw(`
  d.id, d.org_path, d.title, d.opens_at, d.closes_at, d.value_kind, d.value_source, d.known_from, d.reveal_by, d.most_people,
  d.most_lots, d.unnamed, d.weights, d.groups, d.confirm_by, d.called_off_at, d.called_off_because, d.told_at, f.frozen_at, f.hash, f.commitment,
  u.drawn_at, u.value,
  coalesce(f.entries, (select count(*)::int from booking.draw_entry e where e.draw_id = d.id and e.state = 'entered')) as entries`);
const from = sql.raw(`
  booking.draw d left join booking.draw_frozen f on f.draw_id = d.id left join booking.draw_outcome u on u.draw_id = d.id`);

export function draw(db: Db, id: string): Promise<Draw | null> {
  return db.maybeOne<Draw>`select ${columns} from ${from} where d.id = ${id}`;
}

/** Locks a draw: entries wait until it is frozen, and nothing of it is done twice. */
export async function lockDraw(tx: Tx, id: string): Promise<Draw | null> {
  await tx.run`select from booking.draw where id = ${id} for no key update`;
  return draw(tx, id);
}

/** Whoever enters shares it: nobody freezes the list under their hands. */
export async function shareDraw(tx: Tx, id: string): Promise<Draw | null> {
  await tx.run`select from booking.draw where id = ${id} for share`;
  return draw(tx, id);
}

/** Everybody's list: those that take entries first, then those to come, then those that are over, the latest first. */
export function draws(db: Db, now: Temporal.Instant, limit: number): Promise<Draw[]> {
  return db.many<Draw>`
    select ${columns} from ${from}
     order by not (d.called_off_at is null and d.opens_at <= ${now} and d.closes_at > ${now}),
              d.closes_at <= ${now}, abs(extract(epoch from d.closes_at - ${now}::timestamptz)), d.id limit ${limit}`;
}

/** Draws of organisations below these paths, the newest first. */
export function drawsBelow(db: Db, paths: readonly string[], limit: number): Promise<Draw[]> {
  return db.many<Draw>`
    select ${columns} from ${from}
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(d.org_path, p.path))
     order by d.made_at desc, d.id desc limit ${limit}`;
}

/** Draws below these paths whose value can be known and that are neither drawn nor called off, with who typed a value; the most urgent first. */
export function drawsKnown(
  db: Db,
  paths: readonly string[],
  now: Temporal.Instant,
): Promise<(Draw & { typedBy: string | null })[]> {
  return db.many<Draw & { typedBy: string | null }>`
    select ${columns}, v.typed_by from ${from} left join booking.draw_value v on v.draw_id = d.id
     where d.called_off_at is null and d.told_at is null and u.draw_id is null and d.known_from <= ${now}
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(d.org_path, p.path))
     order by d.reveal_by, d.id limit 20`;
}

/** Draws somebody is in, with their number and entry, whoever made it: those that are not over, and those that are since lately. */
export function drawsOfPerson(
  db: Db,
  subject: string,
  since: Temporal.Instant,
): Promise<(Draw & { number: string; entryId: string })[]> {
  return db.many<Draw & { number: string; entryId: string }>`
    select ${columns}, mine.number, mine.id as entry_id from ${from}
      join booking.draw_entry_person p on p.draw_id = d.id and p.subject = ${subject}
      join booking.draw_entry mine on mine.id = p.entry_id and mine.state <> 'withdrawn'
     where coalesce(d.called_off_at, d.told_at, 'infinity') > ${since}
     order by d.closes_at, d.id`;
}

/** Draws with something to be done by the clock: entries are closed and nothing frozen, or not told that nothing was, or a result not carried out or told. */
export async function drawsDue(db: Db, now: Temporal.Instant): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select d.id from ${from}
     where d.called_off_at is null and d.told_at is null
       and (u.draw_id is not null
            or (f.draw_id is null and d.closes_at <= ${now} and (d.known_from > ${now} or d.told_unfrozen_at is null)))
     order by d.id`;
  return rows.map(({ id }) => id);
}

export async function insertDraw(
  tx: Tx,
  d: NewDraw & { madeBy: string; now: Temporal.Instant },
  lots: readonly { offerId: string; code: string; reserved: readonly Reserved[] }[],
): Promise<void> {
  await tx.run`
    insert into booking.draw (id, org_path, title, opens_at, closes_at, value_kind, value_source, known_from, reveal_by, most_people,
                              most_lots, unnamed, weights, groups, confirm_by, made_by, made_at)
    values (${d.id}, ${d.orgPath}, ${d.title}, ${d.opensAt}, ${d.closesAt}, ${d.valueKind}, ${d.valueSource}, ${d.knownFrom},
            ${d.revealBy}, ${d.mostPeople}, ${d.mostLots}, ${d.unnamed}, ${JSON.stringify(d.weights)}, ${JSON.stringify(d.groups)},
            ${d.confirmBy}, ${d.madeBy}, ${d.now})`;
  await tx.run`
    insert into booking.draw_lot (draw_id, offer_id, code, reserved)
    select ${d.id}, offer_id, code, reserved::jsonb
      from unnest(${lots.map(({ offerId }) => offerId)}::uuid[], ${lots.map(({ code }) => code)}::text[],
                  ${lots.map(({ reserved }) => JSON.stringify(reserved))}::text[]) as l(offer_id, code, reserved)`;
}

/** Of the seats on line those that are no wheelchair space nor its companion's: a draw gives the others, whoever needs these claims them. */
const aside = sql.raw(`
  (select count(*)::int from booking.seating g join booking.seat_plan sp on sp.id = g.plan_id,
          jsonb_path_query(sp.plan, '$.zones[*].rows[*].blocks[*][*] ? (@.kind == "wheelchair" || exists(@.of))') as q
     join booking.offer_seat s on s.seat_id = q ->> 'id' and s.channel = 'online'
    where g.offer_id = p.offer_id and s.offer_id = p.offer_id
      and (q ->> 'of' is null or exists (select from booking.offer_seat b
                                          where b.offer_id = p.offer_id and b.seat_id = q ->> 'of' and b.channel = 'online')))`);

/** How many places a draw that is made for it has to give; null where none is, or its result is carried out. */
export async function placesToDraw(db: Db, offerId: string): Promise<number | null> {
  const row = await db.maybeOne<{ places: number }>`
    select p.quota - ${aside} as places from booking.pool p
     where p.offer_id = ${offerId} and p.channel = 'online' and p.awaits_draw is not null`;
  return row?.places ?? null;
}

/** Seats of these offers that no draw gives. */
export async function seatsAside(db: Db, offerIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.many<{ offerId: string; aside: number }>`
    select p.offer_id, ${aside} as aside from booking.pool p
     where p.offer_id = any(${[...offerIds]}::uuid[]) and p.channel = 'online'`;
  return new Map(rows.map((row) => [row.offerId, row.aside]));
}

export interface Lot {
  code: string;
  offerId: string;
  kind: string;
  ref: string;
  state: Offer["state"];
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** As they were frozen, or as they are. */
  places: number;
  /** Wheelchair spaces and their companions' seats, which are not drawn. */
  aside: number;
  /** Of these so many for groups first, in their order. */
  reserved: Reserved[];
  /** People in one claim of it, at most. */
  mostPeople: number;
  /** Only a draw gives its places, and none has yet. */
  toBeDrawn: boolean;
  endedAt: Temporal.Instant | null;
}

/** What is drawn, in the order of its codes. */
export function lotsOf(db: Db, drawId: string): Promise<Lot[]> {
  return db.many<Lot>`
    select l.code, l.offer_id, l.reserved, o.kind, o.ref, o.state, o.starts_at, o.ends_at, l.ended_at,
           (o.rules ->> 'maxPerClaim')::int as most_people,
           coalesce(l.places, p.quota - ${aside}, 0) as places, coalesce(${aside}, 0) as aside,
           coalesce(p.to_be_drawn, false) as to_be_drawn
      from booking.draw_lot l join booking.offer o on o.id = l.offer_id
      left join booking.pool p on p.offer_id = o.id and p.channel = 'online'
     where l.draw_id = ${drawId} order by length(l.code), l.code`;
}

/** From now on their places on line are given by this draw. The pools must be locked. */
export function awaitDraw(tx: Tx, drawId: string, offerIds: readonly string[]): Promise<number> {
  return tx.run`
    update booking.pool set awaits_draw = ${drawId} where offer_id = any(${[...offerIds]}::uuid[]) and channel = 'online'`;
}

/** These wait for this draw no more. `another`: those that only a draw gives wait for another one. The pools must be locked. */
export async function endLots(
  tx: Tx,
  { drawId, offerIds, another = false }: { drawId: string; offerIds: readonly string[]; another?: boolean },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update booking.pool set awaits_draw = null, to_be_drawn = to_be_drawn and ${another}
     where offer_id = any(${[...offerIds]}::uuid[]) and awaits_draw = ${drawId}`;
  await tx.run`
    update booking.draw_lot set ended_at = ${now}
     where draw_id = ${drawId} and offer_id = any(${[...offerIds]}::uuid[]) and ended_at is null`;
}

/** The lot if its result is still to be carried out, locked until it is. */
export function lockLot(tx: Tx, drawId: string, offerId: string): Promise<{ code: string } | null> {
  return tx.maybeOne`
    select code from booking.draw_lot where draw_id = ${drawId} and offer_id = ${offerId} and ended_at is null for update`;
}

/** Whoever finds no place, or waits for a space that is not drawn, stands in a line from now on. */
export function letWait(tx: Tx, offerId: string): Promise<number> {
  return tx.run`
    update booking.offer set rules = rules || '{"waitingList": true, "drawn": true}' where id = ${offerId}`;
}

export interface DrawOfOffer {
  offerId: string;
  /** Null: none is made yet. */
  drawId: string | null;
  opensAt: Temporal.Instant | null;
  closesAt: Temporal.Instant | null;
  /** Its places on line are nobody's before a draw. */
  awaits: boolean;
}

/** Of these offers those whose places are drawn or were, with the draw: the one they wait for, else the last that was not called off. */
export function drawsOfOffers(db: Db, offerIds: readonly string[]): Promise<DrawOfOffer[]> {
  return db.many<DrawOfOffer>`
    select p.offer_id, d.id as draw_id, d.opens_at, d.closes_at, p.awaits_draw is not null or p.to_be_drawn as awaits
      from booking.pool p
      left join lateral (
        select d.id, d.opens_at, d.closes_at from booking.draw_lot l join booking.draw d on d.id = l.draw_id
         where l.offer_id = p.offer_id and d.called_off_at is null order by d.made_at desc, d.id desc limit 1) d on true
     where p.offer_id = any(${[...offerIds]}::uuid[]) and p.channel = 'online' and (d.id is not null or p.to_be_drawn)`;
}

export async function insertFrozen(
  tx: Tx,
  frozen: {
    drawId: string;
    text: string;
    hash: string;
    commitment: string;
    entries: number;
    weights: WeightTerms;
    secretSealed: Buffer;
    now: Temporal.Instant;
  },
  lots: readonly { code: string; places: number }[],
): Promise<void> {
  await tx.run`
    insert into booking.draw_frozen (draw_id, text, hash, commitment, entries, weights, secret_sealed, frozen_at)
    values (${frozen.drawId}, ${frozen.text}, ${frozen.hash}, ${frozen.commitment}, ${frozen.entries},
            ${JSON.stringify(frozen.weights)}, ${frozen.secretSealed}, ${frozen.now})`;
  await tx.run`
    update booking.draw_lot l set places = n.places
      from unnest(${lots.map(({ code }) => code)}::text[], ${lots.map(({ places }) => places)}::int[]) as n(code, places)
     where l.draw_id = ${frozen.drawId} and l.code = n.code`;
}

export function frozenText(db: Db, drawId: string): Promise<{ text: string; secretSealed: Buffer } | null> {
  return db.maybeOne`select text, secret_sealed from booking.draw_frozen where draw_id = ${drawId}`;
}

/** How many chances a number has in the frozen list, whose text has one entry a line. */
export async function weightInList(db: Db, drawId: string, number: string): Promise<number | null> {
  const row = await db.maybeOne<{ weight: number | null }>`
    select substring(text from ${`"number":"${number}","weight":([0-9]+)`})::int as weight
      from booking.draw_frozen where draw_id = ${drawId}`;
  return row?.weight ?? null;
}

/** Of a frozen draw the secret, sealed. */
export async function sealedSecret(db: Db, drawId: string): Promise<Buffer | null> {
  const row = await db.maybeOne<{ secretSealed: Buffer }>`
    select secret_sealed from booking.draw_frozen where draw_id = ${drawId}`;
  return row?.secretSealed ?? null;
}

export interface TypedValue {
  value: string;
  typedBy: string;
  typedAt: Temporal.Instant;
}

export function typedValue(db: Db, drawId: string): Promise<TypedValue | null> {
  return db.maybeOne<TypedValue>`select value, typed_by, typed_at from booking.draw_value where draw_id = ${drawId}`;
}

export async function setTypedValue(
  tx: Tx,
  drawId: string,
  { value, typedBy, typedAt }: TypedValue,
): Promise<void> {
  await tx.run`
    insert into booking.draw_value (draw_id, value, typed_by, typed_at) values (${drawId}, ${value}, ${typedBy}, ${typedAt})
        on conflict (draw_id) do update set value = excluded.value, typed_by = excluded.typed_by, typed_at = excluded.typed_at`;
}

export async function insertOutcome(
  tx: Tx,
  o: {
    drawId: string;
    text: string;
    value: string;
    typedBy: string;
    confirmedBy: string;
    drawnAt: Temporal.Instant;
  },
): Promise<void> {
  await tx.run`
    insert into booking.draw_outcome (draw_id, text, value, typed_by, confirmed_by, drawn_at)
    values (${o.drawId}, ${o.text}, ${o.value}, ${o.typedBy}, ${o.confirmedBy}, ${o.drawnAt})`;
}

export async function outcomeText(db: Db, drawId: string): Promise<string | null> {
  return (
    (await db.maybeOne<{ text: string }>`select text from booking.draw_outcome where draw_id = ${drawId}`)
      ?.text ?? null
  );
}

export async function callOff(
  tx: Tx,
  { drawId, because }: { drawId: string; because: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update booking.draw set called_off_at = ${now}, called_off_because = ${because} where id = ${drawId}`;
}

/** Answers how many: none where everybody was told already. */
export function setTold(tx: Tx, drawId: string, now: Temporal.Instant): Promise<number> {
  return tx.run`update booking.draw set told_at = ${now} where id = ${drawId} and told_at is null`;
}

/** Answers how many: none where everybody was told already that it was not frozen in time. */
export function setToldUnfrozen(tx: Tx, drawId: string, now: Temporal.Instant): Promise<number> {
  return tx.run`
    update booking.draw set told_unfrozen_at = ${now} where id = ${drawId} and told_unfrozen_at is null`;
}

/** Draws that wait for one of these offers. */
export async function awaitingDraws(
  db: Db,
  offerIds: readonly string[],
): Promise<{ drawId: string; offerId: string }[]> {
  return db.many`
    select draw_id, offer_id from booking.draw_lot
     where offer_id = any(${[...offerIds]}::uuid[]) and ended_at is null order by draw_id, offer_id`;
}

/** Offers of organisations below these paths whose places on line could be drawn: none taken, none awaiting another draw. */
export function candidates(
  db: Db,
  paths: readonly string[],
  now: Temporal.Instant,
): Promise<(Offer & { places: number; releasedAt: Temporal.Instant; toBeDrawn: boolean })[]> {
  return db.many`
    select o.id, o.kind, o.ref, o.org_path, o.state, o.cut_short, o.opens_at, o.closes_at, o.starts_at, o.ends_at, o.rules,
           p.quota - ${aside} as places, greatest(o.opens_at, p.releases_at) as released_at, p.to_be_drawn
      from booking.offer o join booking.pool p on p.offer_id = o.id and p.channel = 'online'
     where o.state = 'open' and o.closes_at > ${now} and p.open and p.quota > ${aside} and p.taken = 0 and p.awaits_draw is null
       and exists (select from unnest(${[...paths]}::text[]) as q(path) where starts_with(o.org_path, q.path))
     order by p.to_be_drawn desc, o.starts_at, o.id limit 200`;
}
