/** Sessions: a random token in a cookie, its hash in the database. Ending one ends it everywhere at once. */
import { createHash } from "node:crypto";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import type { Db } from "../db/index.ts";
import type { Channel } from "./actor.ts";

/** What the sign-in rested on: our own checks, a provider of identities, or one that has also checked a second factor. */
export type SessionProof = "own" | "provider" | "provider-two";

export interface Session {
  account: string;
  actingFor: string | null;
  channel: Channel;
  proof: SessionProof;
}

const lifetimeHours = { portal: 24 * 30, desk: 12 } as const;

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** Starts a session, hands its token to the caller and answers its hash. Residents stay signed in for 30 days, staff for 12 hours. */
export async function startSession(
  ctx: TxCtx,
  { account, channel, proof = "own" }: { account: string; channel: "portal" | "desk"; proof?: SessionProof },
): Promise<Buffer> {
  const token = ctx.random(32).toString("base64url");
  const now = ctx.clock();
  await ctx.db.run`
    insert into platform.session (token_hash, account, channel, proof, created_at, seen_at, expires_at)
    values (${hashOf(token)}, ${account}, ${channel}, ${proof}, ${now}, ${now}, ${now.add({ hours: lifetimeHours[channel] })})`;
  ctx.setSession(token);
  return hashOf(token);
}

/** The living sessions of these tokens in their order, asked for at once; null for those that are over. */
export async function findSessions(
  db: Db,
  tokens: readonly string[],
  now: ReturnType<Ctx["clock"]>,
): Promise<(Session | null)[]> {
  const hashes = tokens.map(hashOf);
  const rows = await db.prepared.many<Session & { tokenHash: Buffer }>`
    select token_hash, account, acting_for, channel, proof from platform.session
     where token_hash = any(${hashes}::bytea[]) and expires_at > ${now}`;
  const living = new Map(rows.map(({ tokenHash, ...session }) => [tokenHash.toString("hex"), session]));
  return hashes.map((hash) => living.get(hash.toString("hex")) ?? null);
}

/** The living session of this token, or null. */
export async function findSession(
  db: Db,
  token: string,
  now: ReturnType<Ctx["clock"]>,
): Promise<Session | null> {
  return (await findSessions(db, [token], now))[0] ?? null;
}

/** Ends the session of this token. */
export async function endSession(ctx: TxCtx, token: string): Promise<void> {
  await ctx.db.run`delete from platform.session where token_hash = ${hashOf(token)}`;
  ctx.setSession(null);
}

/** The hash by which a session is known where its token must not lie. */
export function sessionHash(token: string): Buffer {
  return hashOf(token);
}

/** Ends the sessions with these hashes: their provider says that they are over. */
export function endSessionsByHash(ctx: TxCtx, hashes: readonly Buffer[]): Promise<number> {
  return ctx.db.run`delete from platform.session where token_hash = any(${hashes}::bytea[])`;
}

/** Ends every session of an account: after a password change, or when a person leaves. */
export function endSessionsOf(ctx: TxCtx, account: string): Promise<number> {
  return ctx.db.run`delete from platform.session where account = ${account}`;
}

/** Ends every session of an account but the one that asks. Answers how many. */
export function endOtherSessionsOf(ctx: TxCtx, account: string): Promise<number> {
  const own = ctx.sessionToken && hashOf(ctx.sessionToken);
  return ctx.db.run`
    delete from platform.session where account = ${account} and token_hash is distinct from ${own}::bytea`;
}

/** Somebody is erased: whoever still acts for them is nobody, rather than quietly themself. */
export function endActingFor(ctx: TxCtx, account: string): Promise<number> {
  return ctx.db.run`delete from platform.session where acting_for = ${account}`;
}

/** An account ends and another stays: sessions of the first end, and who acts for it acts for the other. */
export async function moveSessionsOf(
  ctx: TxCtx,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await ctx.db.run`delete from platform.session where account = ${from}`;
  await ctx.db.run`update platform.session set acting_for = ${into} where acting_for = ${from}`;
}

/** Lets the session of this token act for somebody else, or for itself again. */
export async function setActingFor(ctx: TxCtx, token: string, actingFor: string | null): Promise<void> {
  await ctx.db.run`update platform.session set acting_for = ${actingFor} where token_hash = ${hashOf(token)}`;
}

/** Removes sessions that are over. */
export function forgetOldSessions(ctx: TxCtx): Promise<number> {
  return ctx.db.run`delete from platform.session where expires_at < ${ctx.clock()}`;
}
