/** Builders of residents. */
import { type Actor, anonymous } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { type Account, makeAccount, type NewPerson } from "./account.ts";

export interface Made {
  account: string;
  subject: string;
  actor: Actor;
}

/** A resident with a name and no phone; say what differs. Phones are E.164. */
export async function aResident(ctx: TxCtx, differs: Partial<Omit<NewPerson, "kind">> = {}): Promise<Made> {
  const account = await makeAccount(ctx, {
    kind: "resident",
    name: "古丽娜尔·艾山",
    phone: null,
    born: null,
    level: 0,
    ...differs,
  });
  return { account: account.id, subject: account.subject, actor: actorOf(account) };
}

/** A name that was given before names were asked for: gone again. */
export async function withoutName(ctx: TxCtx, subject: string): Promise<void> {
  await ctx.db.run`update people.account set name = null where subject = ${subject}`;
}

/** Somebody as they are at sign-in, without roles. */
export function actorOf(account: Account): Actor {
  const { kind, id, subject, level } = account;
  return { ...anonymous, kind, account: id, subject, level };
}
