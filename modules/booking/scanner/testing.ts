/** Scanners for everyone's tests, and input for the generated access test. */

import { aStaff, type Made } from "#people/testing";
import { type TxCtx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import { readyScanner } from "./device.ts";

type Device = { id: string; key: string };

/** A clerk of the organisation makes a device ready for the door. */
export async function aScanner(
  ctx: TxCtx,
  { organisationId, offerId, label = "东门" }: { organisationId: string; offerId: string; label?: string },
): Promise<Awaited<ReturnType<typeof readyScanner>> & { clerk: Made }> {
  const clerk = await aStaff(ctx, { organisationId, role: "clerk" });
  // Chance in tests repeats itself; keys must not.
  return {
    ...(await readyScanner({ ...ctx, random: trueRandom, actor: clerk.actor }, { offerId, label })),
    clerk,
  };
}

/** Input of every operation of scanners; `offerOf` makes an offer of the organisation. */
export const scannerSamples = (offerOf: (ctx: TxCtx, org: string) => Promise<string>) => {
  const device = async (ctx: TxCtx, org: string): Promise<{ device: Device; offerId: string }> => {
    const offerId = await offerOf(ctx, org);
    return { device: (await aScanner(ctx, { organisationId: org, offerId })).device, offerId };
  };
  return {
    "booking.scanners": async (ctx: TxCtx, org: string) => ({ params: { offerId: await offerOf(ctx, org) } }),
    "booking.make-scanner": async (ctx: TxCtx, org: string) => ({
      params: { offerId: await offerOf(ctx, org) },
      body: { label: "东门" },
    }),
    "booking.revoke-scanner": async (ctx: TxCtx, org: string) => ({
      params: { scannerId: (await device(ctx, org)).device.id },
      body: {},
    }),
    "booking.settle-scans": async (ctx: TxCtx, org: string) => ({
      params: { offerId: await offerOf(ctx, org) },
      body: { id: newId(), how: "noted" },
    }),
    "booking.scan": async (ctx: TxCtx, org: string) => ({
      body: { ...(await device(ctx, org)), id: newId(), way: "in", nobody: 1 },
    }),
    "booking.sync-scanner": async (ctx: TxCtx, org: string) => ({
      body: { device: (await device(ctx, org)).device, scans: [] },
    }),
  };
};
