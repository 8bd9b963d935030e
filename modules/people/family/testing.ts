/** Builders of children and helpers, and input for the generated access test. */
import { type TxCtx, today } from "#platform/ctx";
import { aResident, type Made } from "../account/testing.ts";
import { addChild } from "./children.ts";

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

/** A child of this guardian, and the actor of a guardian who acts for it. */
export async function aChild(ctx: TxCtx, guardian: Made, { name = "艾力·艾山", born = "2018-05-20" } = {}) {
  const child = await addChild({ ...ctx, actor: guardian.actor }, guardian.account, {
    name,
    born,
    consent: true,
  });
  const onBehalfOf = { account: child.account, subject: child.subject, as: "guardian" as const };
  return { ...child, actor: { ...guardian.actor, onBehalfOf } };
}

export const familySamples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "people.acts-at-desk": async (ctx, organisation) => ({
    params: { subject: (await aResident(ctx)).subject },
    body: { organisation, seen: true },
  }),
  "people.note-paper-consent-of": async (ctx, organisation) => ({
    params: { subject: (await aResident(ctx)).subject },
    body: {
      organisation,
      helper: await somePhone(ctx),
      paper: "2026-13",
      through: today(ctx).add({ days: 90 }).toString(),
      seen: true,
    },
  }),
  "people.end-relation-at-desk": async (ctx, organisation) => {
    const { relation, subject } = await aChild(ctx, await aResident(ctx));
    return { params: { subject, relation }, body: { organisation, seen: true, reason: "不再需要" } };
  },
};

let phones = 0;

async function somePhone(ctx: TxCtx): Promise<string> {
  const phone = `139000${String(10_000 + phones++)}`;
  await aResident(ctx, { phone: `+86${phone}` });
  return phone;
}
