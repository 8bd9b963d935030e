/** Numbers that came with accounts joined to this one: each still signs in here until it is given up. */
import { audit } from "#platform/audit";
import { openForSubject } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { found } from "#platform/errors";
import * as store from "./store.ts";

/** The numbers besides the account's own, E.164. */
export async function otherNumbersOf(db: Db, account: string): Promise<{ id: string; phone: string }[]> {
  const rows = await store.otherNumbers(db, account);
  return Promise.all(
    rows.map(async ({ id, subject, sealed }) => ({
      id,
      phone: (await openForSubject(db, subject, sealed)).toString("utf8"),
    })),
  );
}

/** This number signs in here no longer: it may belong to somebody else by now. */
export async function forgetOtherNumber(ctx: TxCtx, account: store.AccountRow, id: string): Promise<void> {
  found((await store.forgetOtherNumber(ctx.db, account.id, id)) || null, "number", id);
  await audit(ctx, {
    what: "account.number-forgotten",
    on: { kind: "account", id },
    subject: account.subject,
  });
}
