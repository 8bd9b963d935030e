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

/** Addresses to which nothing has gone for as long as their house says, and nothing is to go. */
export function forgetDoorsteps(tx: Tx, on: string): Promise<number> {
  return tx.run`
    delete from library.doorstep d
     where d.keep_until < ${on}::date
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
  const row = await tx.maybeOne<{ homebound: boolean; keepUntil: string }>`
    delete from library.doorstep where subject = ${from} returning homebound, keep_until::text`;
  if (row && contact && !contacts.has(into))
    await putContact(tx, { subject: into, contact, homebound: row.homebound, keepUntil: row.keepUntil });
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
