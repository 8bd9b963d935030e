/** Input of the joining of accounts for the generated access test. */

import type { TxCtx } from "#platform/ctx";
import { aResident } from "../account/testing.ts";

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

let made = 0;

async function twice(ctx: TxCtx): Promise<{ subject: string; from: string }> {
  const stays = await aResident(ctx, {
    name: "热娜·卡德尔",
    phone: `+86138${String(made++).padStart(8, "0")}`,
  });
  return { subject: stays.subject, from: (await aResident(ctx, { name: "热娜·卡德尔" })).subject };
}

export const mergingSamples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "people.alike": async (ctx, organisation) => {
    const { subject } = await twice(ctx);
    return { params: { subject }, query: { organisation } };
  },
  "people.merge-plan": async (ctx, organisation) => {
    const { subject, from } = await twice(ctx);
    return { params: { subject }, query: { organisation, from } };
  },
  "people.merge": async (ctx, organisation) => {
    const { subject, from } = await twice(ctx);
    return { params: { subject }, body: { organisation, from, proven: true } };
  },
};
