/** Samples of tills without a line; steps, and a morning at one, for tests. */
import type { AnswerOf, InputOf, Operation } from "#contract";
import { aStaff } from "#people/testing";
import { system } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { operations } from "../../routes.ts";
import { checkOut } from "../lending/check-out.ts";
import { aHouse, aReader, someCopies } from "../testing.ts";
import { aTill } from "../till/testing.ts";
import * as contract from "./contract.ts";
import { addTalks } from "./offline-store.ts";
import { replayAll, replayNext } from "./replay.ts";
import { takeIn } from "./take-in.ts";

export type SentStep = InputOf<typeof contract.sendOffline>["body"]["steps"][number];

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

const { perform } = performer(operations, { checkAnswers: true });

export async function ask<O extends Operation>(ctx: Ctx, operation: O, input: InputOf<O>) {
  // The operation's own answer, checked against its contract.
  return (await perform(ctx, operation.id, input as never, null)) as AnswerOf<O>;
}

/** So many minutes later; earlier where they are negative. */
export const minutesOn = (ctx: Ctx, minutes: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ minutes }),
});

/** A house whose clerk has been there for a month, with two readers and copies on the shelf. */
export async function aMorning(ctx: Ctx, copies = 3) {
  return inTx(minutesOn(ctx, -60 * 24 * 30), async (inner) => {
    const house = await aHouse(inner);
    const staff = await aStaff(inner, { organisationId: house.organisationId, role: "clerk" });
    const one = await aReader(inner, house);
    const other = await aReader(inner, house);
    const { recordId, itemIds } = await someCopies(inner, house, { copies });
    const barcodes = await inner.db.many<{ barcode: string }>`
      select barcode from library.item where id = any(${itemIds}::bigint[]) order by id`;
    const [first = ""] = barcodes.map(({ barcode }) => barcode);
    return {
      ...house,
      clerk: { ...ctx, actor: staff.actor, channel: "desk" as const },
      madeBy: staff.subject,
      account: staff.account,
      one,
      other,
      recordId,
      itemId: itemIds[0] ?? 0,
      itemIds,
      barcode: first,
      barcodes: barcodes.map(({ barcode }) => barcode),
      device: newId(),
    };
  });
}

export type Morning = Awaited<ReturnType<typeof aMorning>>;

export const send = ({ clerk, placeId, device }: Morning, steps: SentStep[]) =>
  ask(clerk, contract.sendOffline, { body: { placeId, device, steps } });

/** A step of the clerk's, so many minutes ago. */
export const ago = (at: Morning, minutes: number, step: Partial<SentStep> = {}): SentStep =>
  aStep(minutesOn(at.clerk, -minutes), {
    card: at.one.number,
    barcode: at.barcode,
    madeBy: at.madeBy,
    ...step,
  });

/** Sent and played through: what became of them, by their ids. */
export async function played(ctx: Ctx, at: Morning, steps: SentStep[]) {
  await send(at, steps);
  await replayAll(ctx);
  return Promise.all(steps.map(({ id }) => became(ctx, id)));
}

export const became = ({ db }: Ctx, id: string) =>
  db.one<{
    state: string;
    rules: string[];
    card: string | null;
    barcode: string | null;
    loanId: string | null;
  }>`
    select state, rules, card, barcode, loan_id from library.offline_step where id = ${id}`;

export const told = (steps: { state: string; rules: string[] }[]) =>
  steps.map(({ state, rules }) => `${state} ${rules.join(" ")}`);

export const loanOf = ({ db }: Ctx, itemId: number) =>
  db.maybeOne<{ subject: string; lentAt: { toString(): string }; dueOn: string; channel: string }>`
    select subject, lent_at, due_on::text, channel from library.loan where item_id = ${itemId}`;

export const talksOf = async ({ db }: Ctx, subject: string) =>
  (
    await db.many<{
      rule: string;
    }>`select rule from library.reader_talk where subject = ${subject} order by rule`
  ).map(({ rule }) => rule);

export const lendTo = (ctx: Ctx, at: Morning, subject: string, itemId = at.itemId) =>
  inTx(ctx, (inner) => checkOut(inner, { subject, itemId, placeId: at.placeId }));
