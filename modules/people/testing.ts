/** Builders for everyone's tests, and input for the generated access test. */

import { type KeyObject, sign } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { organisationOf } from "#places";
import type { Role } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { type DeviceJwk, tokenId } from "#platform/pass";
import { makeAccount } from "./account/account.ts";
import { actorOf, aResident, type Made } from "./account/testing.ts";
import { makeCover } from "./cover/cover.ts";

import { eligibilitySamples } from "./eligibility/testing.ts";

import { aChild, familySamples } from "./family/testing.ts";

import { identitySamples } from "./identity/testing.ts";

import { beginLeaving } from "./leaving/leaving.ts";
import { mergingSamples } from "./merging/testing.ts";
import { noticeSamples } from "./notices/testing.ts";
import { registerDevice, staticPass } from "./pass/pass.ts";
import { preferenceSamples } from "./preferences/testing.ts";
import { giveGrant } from "./staff/grants.ts";
import { wholeGrants } from "./staff/roles.ts";
import { insertStaff } from "./staff/store.ts";

export { aResident, type Made, withoutName } from "./account/testing.ts";
export { aCheck, aDecision, aWithdrawal } from "./eligibility/testing.ts";
export { aChild } from "./family/testing.ts";
export { aCardNumber, aDocument } from "./identity/testing.ts";

/** A member of staff with one role. Without a password: nobody signs in as them. */
export async function aStaff(
  ctx: TxCtx,
  { organisationId, role, name = "王建国" }: { organisationId: string; role: Role; name?: string },
): Promise<Made> {
  const account = await makeAccount(ctx, { kind: "staff", name, phone: null, born: null, level: 2 });
  await insertStaff(ctx.db, { account: account.id, login: `s-${newId().slice(-12)}`, passwordHash: null });
  await giveGrant(ctx, { account: account.id, role, organisation: organisationId });
  const path = (await organisationOf(ctx.db, organisationId))?.path ?? "";
  return {
    account: account.id,
    subject: account.subject,
    actor: { ...actorOf(account), grants: wholeGrants([{ role, path }]) },
  };
}

/** The static code of a person's pass, as a scanner reads it. */
export async function aStaticCode(ctx: TxCtx, { subject }: { subject: string }): Promise<string> {
  return (await staticPass(ctx, subject)).code;
}

/** The token a phone with this public key gets for the person's pass. */
export async function aDevicePass(
  ctx: TxCtx,
  { account }: { account: string },
  key: DeviceJwk,
): Promise<string> {
  return (await registerDevice(ctx, account, key)).token;
}

/** A phone of theirs is lost, and forgotten. */
export async function losePhone(ctx: TxCtx, { account }: { account: string }): Promise<void> {
  await ctx.db.run`
    delete from people.pass_device where id = (
      select id from people.pass_device where account = ${account} order by id limit 1)`;
}

/** Their account is over. */
export async function leave(ctx: TxCtx, { account }: { account: string }): Promise<void> {
  await ctx.db.run`update people.account set status = 'left' where id = ${account}`;
}

/** What a phone with this key shows at this moment. */
export async function liveCode(token: string, privateKey: KeyObject, instant: string): Promise<string> {
  const step = Math.floor(Date.parse(instant) / 30_000);
  const signature = sign(null, Buffer.from(`WM1D.${await tokenId(token)}.${step}`), privateKey);
  return `WM1D.${token}.${step}.${signature.toString("base64url")}`;
}

/** What a person was told, oldest first. */
export function noticesOf(db: Db, subject: string) {
  return db.many<{
    key: string;
    kind: string;
    data: Record<string, unknown>;
    href: string;
    /** When phones may ring. */
    dueAt: Temporal.Instant | null;
  }>`
    select n.key, n.kind, n.data, n.href, n.due_at from people.notice n join people.account a on a.id = n.account
     where a.subject = ${subject} order by n.id`;
}

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

const nobody = newId();

/** For every operation: input whose target belongs to the organisation. Sign-in and one's own things need none. */
export const samples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "people.me": async () => ({}),
  "people.change-account": async () => ({ body: { name: "李梅", locale: "zh-CN" } }),
  "people.ask-code": async () => ({ body: { phone: "13900000001" } }),
  "people.sign-in": async () => ({ body: { attempt: nobody, code: "000000" } }),
  "people.sign-out": async () => ({ body: {} }),
  "people.sign-out-elsewhere": async () => ({ body: {} }),
  "people.staff-sign-in": async () => ({ body: { login: "nobody", password: "nothing at all" } }),
  "people.change-password": async () => ({
    body: { current: "nothing at all", next: "nothing at all else" },
  }),
  "people.own-security": async () => ({}),
  "people.start-second-factor": async () => ({ body: {} }),
  "people.confirm-second-factor": async () => ({ body: { code: "000000" } }),
  "people.identity-provider": async () => ({}),
  "people.begin-provider-sign-in": async () => ({}),
  "people.provider-answer": async () => ({ query: { attempt: "x".repeat(40), answer: "?code=x" } }),
  "people.provider-sign-in": async () => ({ body: { proof: "x".repeat(40) } }),
  "people.invite-identity": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    body: { expected: "3301" },
  }),
  "people.remove-identity": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    body: {},
  }),
  "people.staff": async (_ctx, orgId) => ({ query: { organisation: orgId } }),
  "people.own-organisations": async () => ({}),
  "people.shown-messages": async () => ({}),
  "people.add-staff": async (_ctx, orgId) => ({
    body: { login: `n-${newId().slice(-12)}`, name: "新人", organisation: orgId, role: "clerk" },
  }),
  "people.reset-staff": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    body: {},
  }),
  "people.reset-second-factor": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    body: {},
  }),
  "people.renew-recovery-codes": async () => ({ body: { code: "000000" } }),
  "people.staff-member": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    query: {},
  }),
  "people.acts": async (_ctx, orgId) => ({ query: { organisation: orgId } }),
  "people.own-covers": async () => ({}),
  "people.make-cover": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    body: { standIn: await someClerk(ctx, orgId), ...coverDays(ctx) },
  }),
  "people.name-cover": async (ctx, orgId) => ({
    body: { standIn: await someClerk(ctx, orgId), ...coverDays(ctx) },
  }),
  "people.end-cover": async (ctx, orgId) => ({
    params: {
      id: (
        await makeCover(ctx, {
          covered: await someClerk(ctx, orgId),
          standIn: await someClerk(ctx, orgId),
          ...coverDays(ctx),
        })
      ).id,
    },
    body: {},
  }),
  "people.allow-cover": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId), standIn: await someClerk(ctx, orgId) },
    body: {},
  }),
  "people.disallow-cover": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId), standIn: await someClerk(ctx, orgId) },
    body: {},
  }),
  "people.leaving-draft": async (ctx, orgId) => ({ params: { account: await someClerk(ctx, orgId) } }),
  "people.staff-leaves": async (ctx, orgId) => ({
    params: { account: await someClerk(ctx, orgId) },
    body: leavesSoon(ctx),
  }),
  "people.leaving": async (ctx, orgId) => ({ params: { id: await someLeaving(ctx, orgId) } }),
  "people.leavings": async (_ctx, orgId) => ({ query: { organisation: orgId } }),
  "people.call-off-leaving": async (ctx, orgId) => ({
    params: { id: await someLeaving(ctx, orgId) },
    body: {},
  }),
  "people.give-grant": async (ctx, orgId) => ({
    body: { account: await someClerk(ctx, orgId), role: "editor", organisation: orgId },
  }),
  "people.give-grant-by-login": async (ctx, orgId) => ({
    body: { login: await loginOf(ctx, await someClerk(ctx, orgId)), role: "editor", organisation: orgId },
  }),
  "people.end-grant": async (ctx, orgId) => ({ params: { id: await someGrant(ctx, orgId) }, body: {} }),
  "people.family": async () => ({}),
  "people.add-child": async () => ({ body: { name: "小明", born: "2018-05-20", consent: true } }),
  "people.ask-to-help": async () => ({ body: { phone: "13900000002" } }),
  "people.confirm-help": async () => ({ body: { attempt: nobody, code: "000000" } }),
  "people.note-paper-consent": async (ctx, orgId) => ({
    body: {
      organisation: orgId,
      name: "阿依努尔",
      phone: null,
      helper: await loginOf(ctx, await someClerk(ctx, orgId)),
      paper: "2026-12",
      through: ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().add({ days: 90 }).toString(),
    },
  }),
  "people.end-relation": async (ctx) => ({ params: { id: (await someFamily(ctx)).relation }, body: {} }),
  "people.act-for": async (ctx) => ({ body: { relation: (await someFamily(ctx)).relation } }),
  "people.acted-for-me": async () => ({}),
  ...familySamples,
  "people.my-pass": async () => ({}),
  "people.register-device": async () => ({
    body: { key: { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" } },
  }),
  "people.forget-device": async () => ({ params: { id: nobody }, body: {} }),
  "people.check-pass": async (ctx, orgId) => ({
    body: { organisation: orgId, scan: await aStaticCode(ctx, await aResident(ctx)) },
  }),
  "people.pass-keys": async () => ({}),
  "people.messages": async () => ({}),
  "people.read-messages": async () => ({ body: {} }),
  "people.fields": async () => ({}),
  "people.export": async () => ({}),
  "people.erase": async () => ({ body: { understood: true } }),
  "people.forget-number": async () => ({ params: { id: nobody }, body: {} }),
  ...identitySamples,
  ...mergingSamples,
  ...preferenceSamples,
  ...noticeSamples,
  ...eligibilitySamples,
};

async function someClerk(ctx: TxCtx, organisationId: string): Promise<string> {
  return (await aStaff(ctx, { organisationId, role: "clerk" })).account;
}

function coverDays(ctx: TxCtx) {
  const day = today(ctx).toString();
  return { from: day, through: day, pauses: false };
}

function leavesSoon(ctx: TxCtx) {
  const lastDay = today(ctx).add({ days: 30 }).toString();
  return { lastDay, successor: null, passRoles: false, lines: [] };
}

async function someLeaving(ctx: TxCtx, orgId: string): Promise<string> {
  return (await beginLeaving(ctx, { account: await someClerk(ctx, orgId), ...leavesSoon(ctx) })).id;
}

async function someGrant(ctx: TxCtx, organisationId: string): Promise<string> {
  const account = await someClerk(ctx, organisationId);
  return (await giveGrant(ctx, { account, role: "editor", organisation: organisationId })).id;
}

async function loginOf(ctx: TxCtx, account: string): Promise<string> {
  const { login } = await ctx.db.one<{
    login: string;
  }>`select login from people.staff where account = ${account}`;
  return login;
}

async function someFamily(ctx: TxCtx): Promise<{ relation: string }> {
  return aChild(ctx, await aResident(ctx));
}
