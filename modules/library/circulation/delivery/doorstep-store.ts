/** SQL of readers' doorsteps: an address is sealed under its reader's key, and opened for who packs. */
import { openForSubjects, sealForSubject } from "#platform/auth";
import type { Db, Tx } from "#platform/db";

export interface Contact {
  name: string;
  phone: string;
  address: string;
}

/** Fields in one order, apart by a sign that no line has. */
const seal = (db: Db, subject: string, { name, phone, address }: Contact) =>
  sealForSubject(db, subject, Buffer.from([name, phone, address].join("\n"), "utf8"));

function opened(plain: Buffer | undefined): Contact | null {
  if (!plain) return null;
  const [name = "", phone = "", address = ""] = plain.toString("utf8").split("\n");
  return { name, phone, address };
}

/** What staff choose by for whoever cannot come, and when. */
export interface Round {
  /** In words: kinds, authors, languages, what not. */
  wishes: string;
  books: number | null;
  everyWeeks: number | null;
  nextOn: string | null;
  bringer: string;
}

export interface DoorReader {
  subject: string;
  category: string;
  homeId: string;
  homePath: string;
  homebound: boolean;
  hasContact: boolean;
}

/** A reader as delivery asks for them, or null. */
export function doorReaderOf(db: Db, subject: string): Promise<DoorReader | null> {
  return db.maybeOne<DoorReader>`
    select r.subject, r.category, r.home_id, r.home_path, coalesce(d.homebound, false) as homebound, d.subject is not null as has_contact
      from library.reader r left join library.doorstep d on d.subject = r.subject
     where r.subject = ${subject} and r.ended_on is null`;
}

export async function contactsOf(db: Db, subjects: readonly string[]): Promise<Map<string, Contact>> {
  if (subjects.length === 0) return new Map();
  const rows = await db.many<{ subject: string; sealed: Buffer }>`
    select subject, contact_sealed as sealed from library.doorstep where subject = any(${[...subjects]}::uuid[])`;
  const plain = await openForSubjects(db, rows);
  return new Map(
    rows.flatMap(({ subject }) => {
      const contact = opened(plain.get(subject));
      return contact ? [[subject, contact] as const] : [];
    }),
  );
}

/** `homebound` undefined: as it was said before. */
export async function putContact(
  tx: Tx,
  {
    subject,
    contact,
    homebound,
    keepUntil,
  }: {
    subject: string;
    contact: Contact;
    homebound: boolean | undefined;
    keepUntil: string;
  },
): Promise<void> {
  const sealed = await seal(tx, subject, contact);
  await tx.run`
    insert into library.doorstep (subject, contact_sealed, homebound, keep_until)
    values (${subject}, ${sealed}, ${homebound ?? false}, ${keepUntil}::date)
    on conflict (subject) do update
       set contact_sealed = excluded.contact_sealed, keep_until = excluded.keep_until,
           homebound = coalesce(${homebound ?? null}::boolean, doorstep.homebound)`;
}

/** Their wishes are sealed under their key, as the address is. */
export async function putRound(tx: Tx, subject: string, round: Round): Promise<void> {
  const sealed =
    round.wishes === "" ? null : await sealForSubject(tx, subject, Buffer.from(round.wishes, "utf8"));
  await tx.run`
    update library.doorstep set wishes_sealed = ${sealed}, books = ${round.books}, every_weeks = ${round.everyWeeks},
           next_on = ${round.nextOn}::date, bringer = ${round.bringer}
     where subject = ${subject}`;
}

/** Whose round of a place is due by a day, the one that is longest due first. */
export async function roundsAt(
  db: Db,
  placeId: string,
  day: string,
  limit: number,
): Promise<(Round & { subject: string })[]> {
  const rows = await db.many<Omit<Round, "wishes"> & { subject: string; sealed: Buffer | null }>`
    select d.subject, d.wishes_sealed as sealed, d.books, d.every_weeks, d.next_on::text, d.bringer
      from library.doorstep d join library.reader r on r.subject = d.subject
     where d.homebound and d.next_on <= ${day}::date and r.home_id = ${placeId} and r.ended_on is null
     order by d.next_on, d.subject limit ${limit}`;
  const plain = await openForSubjects(
    db,
    rows.flatMap(({ subject, sealed }) => (sealed ? [{ subject, sealed }] : [])),
  );
  return rows.map(({ sealed: _, ...row }) => ({
    ...row,
    wishes: plain.get(row.subject)?.toString("utf8") ?? "",
  }));
}

/** What is kept of somebody's rounds, or null. */
export async function roundOf(db: Db, subject: string): Promise<Round | null> {
  const row = await db.maybeOne<Omit<Round, "wishes"> & { sealed: Buffer | null }>`
    select wishes_sealed as sealed, books, every_weeks, next_on::text, bringer from library.doorstep where subject = ${subject}`;
  if (!row) return null;
  const { sealed, ...round } = row;
  const plain = sealed && (await openForSubjects(db, [{ subject, sealed }])).get(subject);
  return { ...round, wishes: plain ? plain.toString("utf8") : "" };
}

/** A round was made: the next is so many weeks after the day for which it was packed. */
export async function nextRound(tx: Tx, subject: string, day: string): Promise<void> {
  await tx.run`
    update library.doorstep set next_on = greatest(next_on, ${day}::date + 7 * every_weeks)
     where subject = ${subject} and next_on is not null`;
}

/** Something was brought: the address is kept so much longer. */
export async function keepLonger(tx: Tx, subject: string, until: string): Promise<void> {
  await tx.run`
    update library.doorstep set keep_until = greatest(keep_until, ${until}::date) where subject = ${subject}`;
}

/** Something of theirs is packed or on its way. */
export async function isUnderWay(db: Db, subject: string): Promise<boolean> {
  const { is } = await db.one<{ is: boolean }>`
    select exists (select from library.bag b join library.bag_line l on l.bag_id = b.id
                    where b.subject = ${subject} and b.state in ('open', 'packed', 'out')) as is`;
  return is;
}

export async function removeDoorstep(tx: Tx, subject: string): Promise<number> {
  await tx.run`update library.hold set to_door = false where subject = ${subject} and to_door`;
  return tx.run`delete from library.doorstep where subject = ${subject}`;
}

/** Addresses of whoever is no reader any more, and those to which nothing has gone for as long as their house says, and nothing is to go. */
export function forgetDoorsteps(tx: Tx, on: string): Promise<number> {
  return tx.run`
    delete from library.doorstep d
     where (d.keep_until < ${on}::date or exists (select from library.reader r where r.subject = d.subject and r.ended_on is not null))
       and not exists (select from library.hold h where h.subject = d.subject and h.to_door)
       and not exists (select from library.bag b where b.subject = d.subject and b.state in ('open', 'packed', 'out'))`;
}

/** Bags into which nothing came, of days that are over. */
export function forgetEmptyBags(tx: Tx, on: string): Promise<number> {
  return tx.run`
    delete from library.bag b where b.day < ${on}::date and b.state <> 'out' and not exists (select from library.bag_line l where l.bag_id = b.id)`;
}

/** An account became another's: its address is sealed anew, unless the other has one. Bags go with it; open ones stay two. */
export async function moveDoorstep(tx: Tx, { from, into }: { from: string; into: string }): Promise<number> {
  const contacts = await contactsOf(tx, [from, into]);
  const contact = contacts.get(from);
  const round = await roundOf(tx, from);
  const row = await tx.maybeOne<{ homebound: boolean; keepUntil: string }>`
    delete from library.doorstep where subject = ${from} returning homebound, keep_until::text`;
  if (row && contact && !contacts.has(into)) {
    await putContact(tx, { subject: into, contact, homebound: row.homebound, keepUntil: row.keepUntil });
    if (round) await putRound(tx, into, round);
  }
  await tx.run`
    update library.bag b set state = 'packed'
     where b.subject = ${from} and b.state = 'open'
       and exists (select from library.bag o where o.subject = ${into} and o.place_id = b.place_id and o.day = b.day and o.state = 'open')`;
  const bags = await tx.run`update library.bag set subject = ${into} where subject = ${from}`;
  return bags + (row ? 1 : 0);
}

/** Nothing of somebody is brought anywhere any more. */
export async function removeBags(tx: Tx, subject: string): Promise<number> {
  return tx.run`delete from library.bag where subject = ${subject}`;
}
