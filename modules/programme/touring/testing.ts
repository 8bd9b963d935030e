/** Builders of touring exhibitions and their legs, by the real use cases, and input for the generated access test. */
import { aFacility } from "#places/testing";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { answerLeg, askForLeg } from "./ask.ts";
import type { CratesFound, TouringText } from "./contract.ts";
import { receiveLeg, sendLeg } from "./on-the-way.ts";
import { createTouring, offerTouring } from "./write-touring.ts";

export function touringText(
  ctx: Pick<Ctx, "clock" | "city">,
  change: Partial<TouringText> = {},
): TouringText {
  return {
    title: "黑油山下：石油工人老照片展",
    summary: "六十张老照片，从第一口井到今天的城。",
    crates: 4,
    wallMetres: 45,
    insuredYuan: 120_000,
    transport: "借展馆自运，一辆四米二厢货，出借馆派一人押运",
    languages: ["zh", "ug"],
    lentFrom: today(ctx).toString(),
    lentThrough: null,
    betweenDays: 3,
    ...change,
  };
}

/** All is there and nothing is broken. */
export const allThere = (crates = 4): CratesFound => ({
  present: Array.from({ length: crates }, (_, at) => at + 1),
  wrong: [],
  damaged: false,
  words: "",
});

/** Of a house, offered to the others unless told. */
export function aTouring(
  ctx: Ctx,
  organisationId: string,
  { offered = true, ...change }: Partial<TouringText> & { offered?: boolean } = {},
) {
  return inTx(ctx, async (inner) => {
    const made = await createTouring(inner, { organisationId, touring: touringText(ctx, change) });
    return offered ? offerTouring(inner, { ...made, offered: true }) : made;
  });
}

/** Asked for by a house at a place of its own, from so many days on. */
export function aLeg(
  ctx: Ctx,
  {
    touringId,
    organisationId,
    inDays = 10,
    days = 20,
  }: { touringId: string; organisationId: string; inDays?: number; days?: number },
) {
  return inTx(ctx, async (inner) => {
    const { id: placeId } = await aFacility(inner, { organisationId });
    const from = today(ctx).add({ days: inDays });
    const through = from.add({ days: days - 1 }).toString();
    const asked = { organisationId, placeId, from: from.toString(), through, message: "配合冬日展览月" };
    return askForLeg(inner, { id: touringId, ...asked });
  });
}

export const agree = (ctx: Ctx, leg: { id: string; version: number }) =>
  inTx(ctx, (inner) => answerLeg(inner, { ...leg, agreed: true }));

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

type Until = "asked" | "agreed" | "on-its-way" | "arrived";

/** The samples: the house is both the owner and the one that shows it, so that what either may do is asked of one. */
export const touringSamples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "touring.list": async () => ({}),
  "touring.desk-list": async () => ({}),
  "touring.desk-get": async (ctx, org) => ({
    params: { id: (await aTouring(ctx, org, { offered: false })).id },
  }),
  "touring.create": async (ctx, organisationId) => ({ body: { organisationId, touring: touringText(ctx) } }),
  "touring.edit": async (ctx, org) => {
    const { id, version } = await aTouring(ctx, org, { offered: false });
    return { params: { id }, body: { version, touring: touringText(ctx, { crates: 5 }) } };
  },
  "touring.offer": async (ctx, org) => {
    const { id, version } = await aTouring(ctx, org, { offered: false });
    return { params: { id }, body: { version, offered: true } };
  },
  "touring.ask": async (ctx, organisationId) => {
    const { id } = await aTouring(ctx, organisationId);
    const { id: placeId } = await aFacility(ctx, { organisationId });
    const [from, through] = [10, 29].map((days) => today(ctx).add({ days }).toString());
    return { params: { id }, body: { organisationId, placeId, from, through, message: "" } };
  },
  "touring.leg": async (ctx, org) => ({ params: { id: (await sampleLeg(ctx, org, "asked")).id } }),
  "touring.answer-leg": (ctx, org) => changing(ctx, org, "asked", { agreed: true }),
  "touring.cancel-leg": (ctx, org) => changing(ctx, org, "agreed", { reason: "展厅改造" }),
  "touring.send-leg": (ctx, org) => changing(ctx, org, "agreed", {}),
  "touring.receive-leg": (ctx, org) => changing(ctx, org, "on-its-way", { found: allThere() }),
  "touring.begin-event": (ctx, org) => changing(ctx, org, "agreed", {}),
  "touring.leave-leg": (ctx, org) => changing(ctx, org, "arrived", { to: null, found: allThere() }),
  "touring.take-home": async (ctx, org) => {
    const { params, body } = await changing(ctx, org, "arrived", { found: allThere() });
    await ctx.db
      .run`update programme.touring_leg set state = 'returning', left_on = arrived_on where id = ${params.id}`;
    return { params, body };
  },
  "touring.settle-check": async (ctx, org) => {
    const { id } = await sampleLeg(ctx, org, "arrived", 3);
    return { params: { id, at: "arrival" }, body: { how: "第二天补送到了" } };
  },
  "touring.ledger": async (_ctx, organisation) => ({ query: { organisation } }),
  "touring.ledger-sheet": async (_ctx, organisation) => ({ query: { organisation } }),
};

async function sampleLeg(ctx: TxCtx, organisationId: string, until: Until, present = 4) {
  const { id: touringId } = await aTouring(ctx, organisationId);
  let leg = await aLeg(ctx, { touringId, organisationId });
  if (until === "asked") return leg;
  leg = await agree(ctx, leg);
  if (until === "agreed") return leg;
  leg = await sendLeg(ctx, leg);
  return until === "arrived" ? receiveLeg(ctx, { ...leg, found: allThere(present) }) : leg;
}

async function changing(ctx: TxCtx, org: string, until: Until, body: object) {
  const { id, version } = await sampleLeg(ctx, org, until);
  return { params: { id }, body: { version, ...body } };
}
