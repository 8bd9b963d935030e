/** Samples of tills without a line, and steps for tests. */
import type { InputOf } from "#contract";
import { system } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { aReader } from "../testing.ts";
import { aTill } from "../till/testing.ts";
import type { sendOffline } from "./contract.ts";
import { addTalks } from "./offline-store.ts";
import { replayNext } from "./replay.ts";
import { takeIn } from "./take-in.ts";

export type SentStep = InputOf<typeof sendOffline>["body"]["steps"][number];

/** A step as a device keeps it whose clock is right; say what differs. */
export const aStep = (
  ctx: Pick<TxCtx, "clock">,
  step: Pick<SentStep, "barcode" | "madeBy"> & Partial<SentStep>,
): SentStep => {
  const now = ctx.clock();
  return {
    id: newId(),
    kind: "lend",
    card: null,
    at: now.toString(),
    ahead: 0,
    onlineAt: now.subtract({ hours: 24 }).toString(),
    ...step,
  };
};

type Input = Record<string, unknown>;

async function aTillOff(ctx: TxCtx, organisationId: string) {
  const at = await aTill(ctx, organisationId);
  const { barcode } = await ctx.db.one<{
    barcode: string;
  }>`select barcode from library.item where id = ${at.itemId}`;
  return { ...at, barcode, device: newId() };
}

export const offlineSamples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "library.prepare-offline": async (ctx, organisationId) => ({
    query: { place: (await aTill(ctx, organisationId)).placeId },
  }),
  "library.send-offline": async (ctx, organisationId) => {
    const { placeId, subject, number, barcode, device } = await aTillOff(ctx, organisationId);
    return { body: { placeId, device, steps: [aStep(ctx, { card: number, barcode, madeBy: subject })] } };
  },
  "library.offline-progress": async (ctx, organisationId) => ({
    query: { place: (await aTill(ctx, organisationId)).placeId, device: newId() },
  }),
  "library.offline-steps": async (ctx, organisationId) => ({
    query: { place: (await aTill(ctx, organisationId)).placeId },
  }),
  "library.settle-offline": async (ctx, organisationId) => {
    const { placeId, subject, device } = await aTillOff(ctx, organisationId);
    const step = aStep(ctx, { card: "NOBODY", barcode: "NOTHING", madeBy: subject });
    await takeIn({ ...ctx, actor: { ...system, subject } }, { placeId, device, steps: [step] });
    await replayNext(ctx);
    return { body: { id: step.id, how: "closed", card: null, barcode: null, issuerId: null, ownerId: null } };
  },
  "library.end-talk": async (ctx, organisationId) => {
    const at = await aTill(ctx, organisationId);
    const { subject } = await aReader(ctx, at);
    const [id = ""] = await addTalks(ctx.db, ["limit"], {
      subject,
      placeId: at.placeId,
      on: "2026-06-12",
    });
    return { body: { id } };
  },
};
