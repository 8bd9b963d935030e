/** A manager says by which name at the provider somebody comes, or parts the two again. */
import { audit } from "#platform/audit";
import { endSessionsByHash } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, notFound, refused } from "#platform/errors";
import { lockStaff, worksHere } from "../staff/store.ts";
import { inviteDays, sittingHash, subjectHash, told } from "./provider-sign-in.ts";
import * as store from "./store.ts";

/** Invites, in place of what stood before. Refuses a name by which another account is invited. */
export async function inviteIdentity(
  ctx: TxCtx,
  { account, expected }: { account: string; expected: string },
): Promise<void> {
  if (!ctx.oidc) throw notFound("identity provider", "");
  const staff = found((await lockStaff(ctx.db, [account])).get(account), "staff", account);
  if (!worksHere(staff, ctx.clock())) throw refused("staff.left");
  await endProviderSessions(ctx, account);
  const { issuer } = ctx.oidc;
  const row = { account, issuer, expected: expected.trim(), by: ctx.actor.account, now: ctx.clock() };
  if (!(await store.invite(ctx.db, row))) throw refused("provider.invited");
  await audit(ctx, {
    what: "staff.identity-invited",
    on: { kind: "account", id: account },
    subject: staff.subject,
    personal: { expected: row.expected },
  });
}

/** Parts the account from the identity. Asking again changes nothing. */
export async function removeIdentity(ctx: TxCtx, account: string): Promise<void> {
  const staff = found((await lockStaff(ctx.db, [account])).get(account), "staff", account);
  await endProviderSessions(ctx, account);
  if (!(await store.removeIdentity(ctx.db, account))) return;
  await audit(ctx, {
    what: "staff.identity-removed",
    on: { kind: "account", id: account },
    subject: staff.subject,
  });
}

/** What a manager sees of it; null where there is no provider. */
export async function identityView(ctx: Ctx, account: string) {
  if (!ctx.oidc) return null;
  const row = await store.identityOf(ctx.db, account);
  const { name } = ctx.oidc;
  if (!row) return { provider: name, state: "none" as const, expected: null, until: null };
  if (row.linkedAt) return { provider: name, state: "linked" as const, expected: null, until: null };
  const until = row.invitedAt.add({ hours: 24 * inviteDays });
  return { provider: name, state: "invited" as const, expected: row.expected, until: until.toString() };
}

/** The provider says that somebody signed out there: the sessions that began with it end. Answers how many. */
export async function heedLogout(ctx: Ctx, token: string): Promise<number> {
  const news = await told(ctx, (identities) => identities.readLogout(token));
  return ctx.db.tx(async (db) => {
    const inner = { ...ctx, db };
    const sessions = await store.sessionsOf(db, {
      issuer: news.issuer,
      subjectHash: news.subject === null ? null : subjectHash(ctx, news.subject),
      sittingHash: news.sitting === null ? null : sittingHash(ctx, news.sitting),
    });
    const ended = await endSessionsByHash(
      inner,
      sessions.map(({ tokenHash }) => tokenHash),
    );
    for (const account of new Set(sessions.map((one) => one.account)))
      await audit(inner, { what: "staff.provider-signed-out", on: { kind: "account", id: account } });
    return ended;
  });
}

async function endProviderSessions(ctx: TxCtx, account: string): Promise<void> {
  await endSessionsByHash(ctx, await store.sessionsOfAccount(ctx.db, account));
}
