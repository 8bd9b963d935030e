/** Accounts as the rest of the city may know them. */

import { audit } from "#platform/audit";
import { newSubject, openForSubject, openForSubjects, sealForSubject } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { announce } from "#platform/events";
import * as store from "./store.ts";

export type Account = store.AccountRow;

export const accountOf = store.accountById;
export const accountOfSubject = store.accountBySubject;
export const residentsNamed = store.residentsNamed;

/** Names by subject key, for those who may see them. Erased and nameless people are not in the map. */
export async function namesOfSubjects(db: Db, subjects: Iterable<string>): Promise<Map<string, string>> {
  const rows = await store.namesBySubject(db, [...new Set(subjects)]);
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}

export async function nameOfSubject(db: Db, subject: string): Promise<string | null> {
  return (await namesOfSubjects(db, [subject])).get(subject) ?? null;
}

/** Names by account. Erased and nameless people are not in the map. */
export async function namesOfAccounts(db: Db, accounts: Iterable<string>): Promise<Map<string, string>> {
  const rows = await store.namesByAccount(db, [...new Set(accounts)]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What rules look at in people, by subject key, in one statement. Who is erased or has left is not in the map. */
export async function ruleFactsOf(db: Db, subjects: Iterable<string>): Promise<Map<string, store.RuleFacts>> {
  const rows = await store.ruleFacts(db, [...new Set(subjects)]);
  return new Map(rows.map((row) => [row.subject, row]));
}

/** The number a code or message goes to (E.164), or null for a person without one. */
export async function phoneOf(db: Db, account: string): Promise<string | null> {
  const { subject, sealed } = await store.sealedPhoneOf(db, account);
  return sealed ? (await openForSubject(db, subject, sealed)).toString("utf8") : null;
}

/** Last four digits of phone numbers by subject key, by which people without a name, or of one name, are told apart at a counter. */
export async function phoneTailsOf(db: Db, subjects: Iterable<string>): Promise<Map<string, string>> {
  const rows = await store.sealedPhones(db, [...new Set(subjects)]);
  const phones = await openForSubjects(
    db,
    rows.map(({ owner, sealed }) => ({ subject: owner, sealed })),
  );
  return new Map(
    rows.flatMap(({ subject, owner }) => {
      const phone = phones.get(owner)?.toString("utf8");
      return phone ? [[subject, phone.slice(-4)]] : [];
    }),
  );
}

export function phoneHash(ctx: Pick<Ctx, "keyedHash">, phone: string): Buffer {
  return ctx.keyedHash("people/phone", phone);
}

export interface NewPerson {
  kind: "resident" | "staff";
  name: string | null;
  /** E.164. */
  phone: string | null;
  born: string | null;
  level: 0 | 1 | 2 | 3;
}

/** Makes an account with its subject key and tells the city that there is one more. */
export async function makeAccount(ctx: TxCtx, person: NewPerson): Promise<Account> {
  const subject = await newSubject(ctx.db, ctx);
  const row = {
    id: newId(ctx.clock().epochMilliseconds),
    subject,
    kind: person.kind,
    name: person.name,
    born: person.born,
    level: person.level,
    locale: ctx.locale,
    demo: ctx.city.demo,
    madeAt: ctx.clock(),
  };
  const { phone } = person;
  await store.insertAccount(ctx.db, {
    ...row,
    phoneHash: phone === null ? null : phoneHash(ctx, phone),
    phoneSealed: phone === null ? null : await sealForSubject(ctx.db, subject, Buffer.from(phone, "utf8")),
  });
  await audit(ctx, { what: "account.made", on: { kind: "account", id: row.id }, subject });
  await announce(ctx, "account.made", { subject, kind: person.kind, demo: row.demo });
  return { ...row, status: "active" };
}

/** The resident with this number; made now if there is none. Two at once end with one account. */
export async function residentByPhone(
  ctx: TxCtx,
  phone: string,
): Promise<{ account: Account; isNew: boolean }> {
  const hash = phoneHash(ctx, phone);
  await store.lockPhone(ctx.db, hash);
  const known = await store.accountByPhone(ctx.db, hash);
  if (known) return { account: known, isNew: false };
  const account = await makeAccount(ctx, { kind: "resident", name: null, phone, born: null, level: 0 });
  return { account, isNew: true };
}
