/** The pass: a token for a phone, a static one for paper, and what a door makes of a scanned code. */
import { audit } from "#platform/audit";
import { endOtherSessionsOf } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import {
  checkPass,
  type DeviceJwk,
  issuePass,
  type KeyRing,
  keyRing,
  readDeviceKey,
  staticCode,
} from "#platform/pass";
import { accountOf } from "../account/account.ts";
import * as store from "./store.ts";

/** Days a phone can go without a line before its token has to be fetched anew. */
export const deviceDays = 7;
/** Days a code on paper holds. It only ever asks for a document. */
export const paperDays = 90;
export const mostDevices = 5;

export interface DevicePass {
  /** The phone, as the list of phones names it. */
  device: string;
  token: string;
  expiresAt: string;
  /** The city's clock, for phones whose own is wrong. */
  now: string;
}

/** Gives this phone a token for the person's pass. The phone used longest ago is forgotten after five. */
export async function registerDevice(ctx: TxCtx, account: string, jwk: DeviceJwk): Promise<DevicePass> {
  const device = readDeviceKey(jwk);
  if (!device) throw invalid([{ field: "/body/key", id: "pass.key" }]);
  const { subject } = found(await accountOf(ctx.db, account), "account", account);
  const now = ctx.clock();
  const id = await store.putDevice(ctx.db, {
    id: newId(now.epochMilliseconds),
    account,
    alg: device.alg,
    publicKey: device.key,
    madeAt: now,
  });
  await store.keepDevices(ctx.db, account, mostDevices);
  const expires = now.add({ hours: 24 * deviceDays });
  const token = issuePass((await cityKeys(ctx)).signingAt(seconds(now)), {
    subject,
    device,
    issued: seconds(now),
    expires: seconds(expires),
  });
  return { device: id, token, expiresAt: expires.toString(), now: now.toString() };
}

/** The QR text of a static pass: for paper, and for browsers without script. */
export async function staticPass(ctx: Ctx, subject: string): Promise<{ code: string; expiresAt: string }> {
  const now = ctx.clock();
  const expires = now.add({ hours: 24 * paperDays });
  const order = { subject, device: null, issued: seconds(now), expires: seconds(expires) };
  const code = staticCode(issuePass((await cityKeys(ctx)).signingAt(seconds(now)), order));
  return { code, expiresAt: expires.toString() };
}

export const devicesOf = store.devicesOf;
export const passesOf = store.passesOf;

/**
 * Forgets a phone: its codes stop working at every door that is on line. Every other session of the one who asks ends: still
 * signed in, a lost phone would register itself again.
 */
export async function forgetDevice(
  ctx: TxCtx,
  { account, asker, id }: { account: string; asker: string; id: string },
): Promise<void> {
  if (!(await store.removeDevice(ctx.db, account, id))) return;
  const ended = await endOtherSessionsOf(ctx, asker);
  await audit(ctx, { what: "pass.device-forgotten", on: { kind: "pass-device", id }, detail: { ended } });
}

/**
 * Whose pass a door has scanned, and whether a document has to be seen. Refuses with the first reason against it. A code that was
 * shown before is taken only of somebody whom the door has `dealtWith`.
 */
export async function subjectOfPassScan(
  ctx: TxCtx,
  text: string,
  dealtWith: (subject: string) => Promise<boolean> = async () => false,
): Promise<{ subject: string; needsDocument: boolean }> {
  const now = ctx.clock();
  const check = await checkPass(text, {
    keys: (await cityKeys(ctx)).public,
    nowMs: now.epochMilliseconds,
    // Whether it was shown before is asked with whose it is.
    seen: { firstTime: () => true },
  });
  if (check.kind === "refused") throw refused(`pass.${check.why}`);
  const { subject, device } = check.claims;
  const code = check.kind === "good" ? check : null;
  const holder = await store.holderShowing(ctx.db, { subject, phone: device?.key ?? null, code }, now);
  if (!holder?.good) throw refused("pass.revoked");
  if (code && !holder.firstTime && !(await dealtWith(holder.subject))) throw refused("pass.used-code");
  return { subject: holder.subject, needsDocument: check.kind === "needs-document-check" };
}

/** The city's keys of the pass. Generations are rows; the keys themselves are derived from the city's secret. */
export async function cityKeys(ctx: Pick<Ctx, "db" | "city" | "keyedHash">): Promise<KeyRing> {
  const rows = await store.generations(ctx.db);
  const generations = rows.map(({ generation, since, until }) => ({
    generation,
    since: seconds(since),
    until: until && seconds(until),
  }));
  return keyRing(ctx.city.id, generations, (generation) =>
    ctx.keyedHash("people/pass-key", String(generation)),
  );
}

function seconds(at: { epochMilliseconds: number }): number {
  return Math.floor(at.epochMilliseconds / 1000);
}
