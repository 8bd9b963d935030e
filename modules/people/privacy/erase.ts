/** Erasing a person: every module forgets, then the subject key dies, and with it what only it could open. */
import { audit } from "#platform/audit";
import { destroySubject, endActingFor, endSessionsOf, type Person, personErase } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { accountOf } from "../account/account.ts";
import { emptyAccount } from "../account/store.ts";
import { stopActing } from "../family/acting.ts";
import { lockPersons } from "../family/store.ts";
import { endStandingIn } from "../identity/by-guardian.ts";
import * as store from "./store.ts";

/** Erases for good, all or nothing, and says whether the session acted for the person until now. Refuses without a yes, staff (they leave instead) and the only guardian of a child. */
export async function erase(
  ctx: TxCtx,
  person: Person,
  { understood }: { understood: boolean },
): Promise<{ rows: number; actingEnded: boolean }> {
  if (!understood) throw invalid([{ field: "/body/understood", id: "understood.missing" }]);
  const account = found(await accountOf(ctx.db, person.account), "account", person.account);
  if (account.kind === "staff") throw refused("erase.staff");
  if (account.status === "erased") throw refused("erase.done");
  const children = await store.childrenWithoutOtherGuardian(ctx.db, person.account);
  if (children.length > 0) throw refused("erase.children", { count: children.length });
  // Accounts that went into this one are the same person.
  const keys = [...(await store.mergedInto(ctx.db, person.account)), person];
  const forgotten: { rows: number }[] = [];
  for (const one of keys) forgotten.push(...(await ctx.slots.gather(personErase, ctx, one)));
  await audit(ctx, {
    what: "account.erased",
    on: { kind: "account", id: person.account },
    subject: person.subject,
  });
  await announce(ctx, "account.erased", { subject: person.subject, kind: account.kind });
  await endSessionsOf(ctx, person.account);
  const actingEnded = ctx.actor.onBehalfOf?.account === person.account;
  if (actingEnded) await stopActing(ctx);
  else ctx.setSession(null);
  await endActingFor(ctx, person.account);
  // Last: until now modules could still open what they had sealed.
  for (const { subject } of keys) await destroySubject(ctx.db, subject, ctx);
  return { rows: forgotten.reduce((sum, { rows }) => sum + rows, 0), actingEnded };
}

/** What people itself forgets: all rows go, the account stays as an empty shell. */
export async function forgetPerson(ctx: TxCtx, account: string): Promise<number> {
  await lockPersons(ctx.db, account);
  await endStandingIn(ctx, account, null);
  const rows = await store.forgetRows(ctx.db, account);
  await emptyAccount(ctx.db, account);
  return rows + 1;
}
