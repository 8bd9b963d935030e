/** SQL of whose claims are: two people who are one, and one who is forgotten. */
import { type Db, type Tx, typed } from "#platform/db";
import type { BookingTables } from "../schema.gen.ts";
import { living } from "./claim-state.ts";
import { type Claim, claimColumns } from "./claim-store.ts";

const claims = (tx: Tx) => typed<BookingTables>(tx).updateTable("booking.claim");

/** Living claims of two people on the same occasion, in pairs. */
export async function claimsTwice(db: Db, one: string, other: string): Promise<[Claim, Claim][]> {
  const rows = await db.many<{ offerId: string }>`
    select a.offer_id from booking.claim a join booking.claim b on b.offer_id = a.offer_id
     where a.subject = ${one} and b.subject = ${other}
       and a.state = any(${living}::text[])
       and b.state = any(${living}::text[])`;
  const held = await db.many<Claim>`
    select ${claimColumns} from booking.claim c
     where c.offer_id = any(${rows.map(({ offerId }) => offerId)}::uuid[]) and c.subject in (${one}, ${other})
       and c.state = any(${living}::text[]) order by c.offer_id, c.id for update`;
  return [...Map.groupBy(held, ({ offerId }) => offerId).values()].flatMap(([first, second]) =>
    first && second ? [[first, second] as [Claim, Claim]] : [],
  );
}

/** The claim stays counted; whose it was is no longer told. */
export async function unnameClaims(tx: Tx, ids: string[]): Promise<void> {
  await tx.run`update booking.claim set subject = null where id = any(${ids}::uuid[])`;
}

/** Claims of one person become another's, and what the one claimed for others. Answers how many were their own. */
export async function moveClaims(tx: Tx, from: string, into: string): Promise<number> {
  await claims(tx).set({ madeBy: into }).where("madeBy", "=", from).execute();
  const own = await claims(tx).set({ subject: into }).where("subject", "=", from).executeTakeFirst();
  return Number(own.numUpdatedRows);
}

/** Loosens a person's claims from the person; the counts stay. */
export function forgetSubject(tx: Tx, subject: string): Promise<number> {
  return tx.run`
    update booking.claim set subject = case when subject = ${subject} then null else subject end,
           made_by = case when made_by = ${subject} then null else made_by end
     where subject = ${subject} or made_by = ${subject}`;
}
