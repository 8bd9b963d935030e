/** SQL of what people itself tells and forgets about a person. */
import type { Db, Tx } from "#platform/db";

export type Row = Record<string, unknown>;

export function accountRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select kind, name, born, level, locale, languages, demo, made_at, agreed_at, agreed_version from people.account where id = ${account}`;
}

export function relationRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select r.kind, case when r.ward = ${account} then 'ward' else 'agent' end as side,
           (select o.name from people.account o where o.id = case when r.ward = ${account} then r.agent else r.ward end) as other,
           r.consent, r.consented_at, r.consent_version, r.paper, r.valid_to, r.ended_at
      from people.relation r where r.ward = ${account} or r.agent = ${account} order by r.consented_at`;
}

export function audienceRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select a.name, c.chosen_at, c.consent_version from people.chosen_audience c join people.audience a on a.code = c.audience
     where c.account = ${account} order by a.sort`;
}

export function emailRows(db: Db, account: string): Promise<{ verifiedAt: unknown }[]> {
  return db.many<{ verifiedAt: unknown }>`select verified_at from people.email where account = ${account}`;
}

export function noticeChoiceRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select kind, channels, chosen_at, consent_version from people.notice_choice where account = ${account} order by kind`;
}

/** How the person's notices were carried, and those of others that came to them. */
export function deliveryRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select d.at, n.kind, d.channel, d.outcome, d.next_at
      from people.delivery d join people.notice n on n.id = d.notice
     where n.account = ${account} or d.recipient = ${account} order by d.at, d.id`;
}

export function documentRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select d.kind, d.last_four, d.level, d.consented_at, d.consent_version, d.added_at, d.shown_at, d.confirmed_at,
           (select g.name from people.account g where g.id = d.guardian) as guardian
      from people.document d where d.account = ${account} order by d.added_at`;
}

export function eligibilityRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select c.name as check, c.asked_of, e.begun_at, e.consent_version, e.consent_by, e.answer, e.reason, w.name as way, e.sentence, e.valid_until,
           e.ended_at, e.ended_because, a.words as appeal, a.due_on, a.outcome, a.answer as appeal_answer
      from people.eligibility e join people.eligibility_check c on c.id = e.check_id
      left join people.eligibility_way w on w.check_id = e.check_id and w.code = e.way
      left join people.eligibility_appeal a on a.eligibility = e.id
     where e.account = ${account} order by e.begun_at`;
}

export function deviceRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select alg, public_key, made_at, seen_at from people.pass_device where account = ${account} order by made_at`;
}

export function staffRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select login, must_change, totp_confirmed_at from people.staff where account = ${account}`;
}

export function grantRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select role, path, valid_from, valid_to from people.role_grant where account = ${account} order by valid_from`;
}

export function coverRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select case when c.covered = ${account} then 'covered' else 'stand-in' end as side,
           (select o.name from people.account o where o.id = case when c.covered = ${account} then c.stand_in else c.covered end) as other,
           c.valid_from, c.valid_to, c.pauses
      from people.cover c where c.covered = ${account} or c.stand_in = ${account} order by c.valid_from`;
}

export function leavingRows(db: Db, account: string): Promise<Row[]> {
  return db.many<Row>`
    select effective_at, made_at, done_at, called_off_at from people.leaving where account = ${account} order by made_at`;
}

/** Children for whom nobody else is guardian. */
export function childrenWithoutOtherGuardian(db: Db, account: string): Promise<{ ward: string }[]> {
  return db.many<{ ward: string }>`
    select r.ward from people.relation r join people.account a on a.id = r.ward and a.status = 'active'
     where r.agent = ${account} and r.kind = 'guardian' and r.ended_at is null
       and not exists (
         select from people.relation o
          where o.ward = r.ward and o.kind = 'guardian' and o.ended_at is null and o.agent <> ${account})`;
}

/** Did this account go into another? */
export async function isMerged(db: Db, account: string): Promise<boolean> {
  const { merged } = await db.one<{ merged: boolean }>`
    select exists (select from people.account where id = ${account} and merged_into is not null) as merged`;
  return merged;
}

/** Accounts that went into this one: they are told and erased with it. */
export function mergedInto(db: Db, account: string): Promise<{ account: string; subject: string }[]> {
  return db.many<{ account: string; subject: string }>`
    select id as account, subject from people.account where merged_into = ${account}`;
}

/** Everything of one account except its row. Answers how many rows went. */
export async function forgetRows(tx: Tx, account: string): Promise<number> {
  const notices = await tx.run`delete from people.notice where account = ${account}`;
  await tx.run`delete from people.delivery where recipient = ${account}`;
  await tx.run`delete from people.email_code where account = ${account}`;
  const email = await tx.run`delete from people.email where account = ${account}`;
  const choices = await tx.run`delete from people.notice_choice where account = ${account}`;
  const devices = await tx.run`delete from people.pass_device where account = ${account}`;
  // Questions to the authority go with their document.
  const documents = await tx.run`delete from people.document where account = ${account}`;
  const tries = await tx.run`delete from people.document_try where account = ${account}`;
  await tx.run`delete from people.document_claim where account = ${account}`;
  const eligibility = await tx.run`delete from people.eligibility where account = ${account}`;
  const audiences = await tx.run`delete from people.chosen_audience where account = ${account}`;
  // A relation names both; what was done under it stays in the audit, under subject keys.
  const relations = await tx.run`delete from people.relation where ward = ${account} or agent = ${account}`;
  await tx.run`delete from people.family_code where ward = ${account} or made_by = ${account}`;
  const codes = await tx.run`
    delete from people.code_sent
     where asked_by = ${account} or phone_hash = (select phone_hash from people.account where id = ${account})`;
  return (
    notices + email + choices + devices + documents + tries + eligibility + audiences + relations + codes
  );
}
