/** A morning at a till without a line, for tests: who stands there, what is sent, and what became of it. */
import type { AnswerOf, InputOf, Operation } from "#contract";
import { aStaff } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { operations } from "../../routes.ts";
import { checkOut } from "../lending/check-out.ts";
import { aHouse, aReader, someCopies } from "../testing.ts";
import * as contract from "./contract.ts";
import { replayAll } from "./replay.ts";
import { aStep, type SentStep } from "./testing.ts";

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

/** Who is written down to have done something to it, and with what. */
export const audited = ({ db }: Ctx, target: string) =>
  db.many<{ what: string; actor: string | null; detail: unknown }>`
    select what, actor, detail from platform.audit where target = ${target} order by at, id`;
