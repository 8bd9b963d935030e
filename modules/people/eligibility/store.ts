/** SQL of what was asked and recorded about persons. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Decision, EndedBecause, Outcome, Reason } from "./rule.ts";

export interface EligibilityRow extends Decision {
  id: string;
  account: string;
  checkId: string;
  code: string;
  begunAt: Temporal.Instant;
  consentBy: "self" | "guardian" | null;
  reason: Reason | null;
  way: string | null;
  /** As the version called it under which it was recorded. */
  wayName: string | null;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  sentence: string | null;
  endedBy: string | null;
}

const columns = sql`
  e.id, e.account, e.check_id, e.code, e.begun_at, e.consent_by, e.answer, e.reason, e.way, e.decided_by, e.decided_at, e.sentence,
  e.valid_until, e.ended_at, e.ended_because, e.ended_by,
  (select w.name from people.eligibility_way w where w.check_id = e.check_id and w.code = e.way) as way_name,
  (select max(n.valid_until) from people.eligibility n left join people.eligibility_appeal a on a.eligibility = n.id
    where n.account = e.account and n.code = e.code and n.answer = 'no' and a.outcome is distinct from 'changed') as no_until`;

/** What stands, else what was there last; what was replaced has a successor. */
const lastWord = sql`(e.ended_at is null) desc, e.ended_because is not distinct from 'replaced', e.begun_at desc, e.id desc`;

/** By rule, what stands for an account, else what was there last. */
export async function newestOf(db: Db, account: string): Promise<Map<string, EligibilityRow>> {
  const rows = await db.many<EligibilityRow>`
    select distinct on (e.code) ${columns} from people.eligibility e where e.account = ${account}
     order by e.code, ${lastWord}`;
  return new Map(rows.map((row) => [row.code, row]));
}

/** The same of one rule. */
export function newest(db: Db, account: string, code: string): Promise<EligibilityRow | null> {
  return db.maybeOne<EligibilityRow>`
    select ${columns} from people.eligibility e where e.account = ${account} and e.code = ${code}
     order by ${lastWord} limit 1`;
}

/** The newest of each of these people (subject keys, former ones too) under each of these rules. */
export function newestOfMany(
  db: Db,
  subjects: readonly string[],
  codes: readonly string[],
): Promise<(Decision & { subject: string; code: string })[]> {
  return db.many`
    select k.subject, c.code, e.answer, e.valid_until, e.ended_at, e.ended_because, null as no_until
      from people.account k cross join unnest(${[...new Set(codes)]}::text[]) as c(code)
           cross join lateral (
             select e.answer, e.valid_until, e.ended_at, e.ended_because from people.eligibility e
              where e.account = coalesce(k.merged_into, k.id) and e.code = c.code order by ${lastWord} limit 1) e
     where k.subject = any(${[...subjects]}::uuid[])`;
}

export function eligibilityById(db: Db, id: string): Promise<EligibilityRow | null> {
  return db.maybeOne<EligibilityRow>`select ${columns} from people.eligibility e where e.id = ${id}`;
}

export interface ConsentRow
  extends Pick<EligibilityRow, "id" | "code" | "begunAt" | "endedAt" | "endedBecause"> {
  consentBy: "self" | "guardian";
}

/** Every consent an account has given, the newest first. */
export function consentsOf(db: Db, account: string): Promise<ConsentRow[]> {
  return db.many<ConsentRow>`
    select id, code, begun_at, consent_by, ended_at, ended_because from people.eligibility
     where account = ${account} and consent_version is not null order by begun_at desc, id desc limit 50`;
}

/** What is over makes way for what comes now. */
export async function endOver(tx: Tx, account: string, code: string, now: Temporal.Instant): Promise<void> {
  await tx.run`
    update people.eligibility set ended_at = ${now}, ended_because = 'replaced'
     where account = ${account} and code = ${code} and ended_at is null and valid_until <= ${now}`;
}

/** Keeps a question until it is answered; false while something stands (`eligibility_standing`). */
export async function insertAsk(
  tx: Tx,
  row: {
    id: string;
    account: string;
    checkId: string;
    code: string;
    begunAt: Temporal.Instant;
    consentVersion: string;
    consentBy: "self" | "guardian";
    sealed: Buffer;
  },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.eligibility (id, account, check_id, code, begun_at, consent_version, consent_by, sealed)
    values (${row.id}, ${row.account}, ${row.checkId}, ${row.code}, ${row.begunAt}, ${row.consentVersion}, ${row.consentBy}, ${row.sealed})
    on conflict (account, code) where ended_at is null do nothing`;
  return made === 1;
}

export function openAsk(
  db: Db,
  id: string,
): Promise<{ checkId: string; begunAt: Temporal.Instant; consentVersion: string; sealed: Buffer } | null> {
  return db.maybeOne`
    select check_id, begun_at, consent_version, sealed from people.eligibility where id = ${id} and sealed is not null`;
}

/** Writes the answer and forgets name and number; the account, or null when it was answered or withdrawn meanwhile. */
export async function answerAsk(
  tx: Tx,
  id: string,
  { answer, reason, validUntil, now }: Outcome & { now: Temporal.Instant },
): Promise<string | null> {
  const isOver = answer === "unavailable";
  const row = await tx.maybeOne<{ account: string }>`
    update people.eligibility
       set answer = ${answer}, reason = ${reason}, valid_until = ${validUntil}, decided_at = ${now}, sealed = null,
           ended_at = ${isOver ? now : null}, ended_because = ${isOver ? "unreachable" : null}
     where id = ${id} and sealed is not null returning account`;
  return row?.account ?? null;
}

/** Whether an outage has been bridged before for the person this is asked about, and that is still on record. */
export async function wasBridged(db: Db, id: string): Promise<boolean> {
  const row = await db.maybeOne`
    select 1 from people.eligibility asked join people.eligibility e on e.account = asked.account and e.code = asked.code
     where asked.id = ${id} and e.answer = 'yes' and e.reason = 'unreachable' limit 1`;
  return row !== null;
}

/** Ends what stands, whatever it is; its id, or null when nothing stood. */
export async function endStanding(
  tx: Tx,
  of: {
    account: string;
    code: string;
    because: EndedBecause;
    by?: string;
    sentence?: string;
    now: Temporal.Instant;
  },
): Promise<string | null> {
  const row = await tx.maybeOne<{ id: string }>`
    update people.eligibility
       set ended_at = ${of.now}, ended_because = ${of.because}, ended_by = ${of.by ?? null}, sealed = null,
           sentence = coalesce(${of.sentence ?? null}, sentence)
     where account = ${of.account} and code = ${of.code} and ended_at is null
       and (${of.because} <> 'withdrawn' or consent_version is not null)
     returning id`;
  return row?.id ?? null;
}

/** A yes that somebody of the city recorded; false while something stands. */
export async function insertYes(
  tx: Tx,
  row: {
    id: string;
    account: string;
    checkId: string;
    code: string;
    reason: "way" | "appeal";
    way: string | null;
    decidedBy: string;
    sentence: string | null;
    validUntil: Temporal.Instant;
    now: Temporal.Instant;
  },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.eligibility (id, account, check_id, code, begun_at, answer, reason, way, decided_by, decided_at, sentence, valid_until)
    values (${row.id}, ${row.account}, ${row.checkId}, ${row.code}, ${row.now}, 'yes', ${row.reason}, ${row.way}, ${row.decidedBy},
            ${row.now}, ${row.sentence}, ${row.validUntil})
    on conflict (account, code) where ended_at is null do nothing`;
  return made === 1;
}

/** Questions nobody has answered in a day end as an outage: name and number wait for nobody. */
export function endUnanswered(
  tx: Tx,
  { now, since }: { now: Temporal.Instant; since: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update people.eligibility
       set answer = 'unavailable', reason = 'unreachable', decided_at = ${now}, sealed = null, ended_at = ${now}, ended_because = 'unreachable'
     where sealed is not null and begun_at < ${since}`;
}

/** What ended before a moment goes, with its appeal; an appeal that waits for its answer keeps it, and a no that may not be asked again. */
export function forgetEligibility(
  tx: Tx,
  { now, before }: { now: Temporal.Instant; before: Temporal.Instant },
): Promise<number> {
  return tx.run`
    delete from people.eligibility e
     where coalesce(e.ended_at, e.valid_until) < ${before}
       and not coalesce(e.answer = 'no' and e.valid_until > ${now}, false)
       and not exists (select from people.eligibility_appeal a where a.eligibility = e.id and a.outcome is null)`;
}

/** Of two accounts of one person: a yes that lasts longer stands, else what waits, else what is newer. How many moved, how many ended. */
export async function moveEligibility(
  tx: Tx,
  { from, into, now }: { from: string; into: string; now: Temporal.Instant },
): Promise<{ moved: number; ended: number }> {
  const ended = await tx.run`
    with living as (
      select id, row_number() over (
               partition by code
               order by coalesce(answer = 'yes' and valid_until > ${now}, false) desc, valid_until desc nulls first, begun_at desc, id) as place
        from people.eligibility where account in (${from}, ${into}) and ended_at is null)
    update people.eligibility e set ended_at = ${now}, ended_because = 'replaced', sealed = null
      from living where living.id = e.id and living.place > 1`;
  const moved = await tx.run`update people.eligibility set account = ${into} where account = ${from}`;
  return { moved, ended };
}
