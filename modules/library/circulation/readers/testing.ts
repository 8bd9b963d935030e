/** Input of readers' operations for the generated access test. */
import { aResident } from "#people/testing";
import { organisationOf } from "#places";
import { aFacility } from "#places/testing";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { aReader, type House } from "../testing.ts";
import { decideByStaff, takeDeposit } from "./guarantees/guarantees.ts";
import { beginProxy } from "./others/proxies.ts";
import { usualTerms } from "./terms/terms-store.ts";

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

const nobody = newId();

/** A public library of an organisation that is there. */
export async function aHouseOf(ctx: TxCtx, organisationId: string): Promise<House> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { id: placeId } = await aFacility(ctx, { organisationId, kind: "library" });
  return { organisationId, path, placeId };
}

/** A reader of another house than that of the place where staff stand: only who serves there may. */
async function someReader(ctx: TxCtx, organisationId: string) {
  const house = await aHouseOf(ctx, organisationId);
  const { subject, number } = await aReader(ctx, house);
  return { ...house, subject, number };
}

async function tomorrow(ctx: TxCtx): Promise<string> {
  return today(ctx).add({ days: 1 }).toString();
}

export const readerSamples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "library.own-reader": async () => ({}),
  "library.become-reader": async (ctx, orgId) => ({
    body: { homeId: (await aHouseOf(ctx, orgId)).placeId, agrees: true, familyCard: false },
  }),
  "library.move-home": async (ctx, orgId) => ({ body: { homeId: (await aHouseOf(ctx, orgId)).placeId } }),
  "library.lose-own-card": async () => ({ body: {} }),
  "library.make-reader-code": async () => ({ body: { opens: "guarantee", until: null } }),
  "library.look-at-reader-code": async () => ({ body: { code: "00000-00000" } }),
  "library.agree-by-reader-code": async () => ({ body: { code: "00000-00000", agrees: true } }),
  "library.end-own-proxy": async () => ({ params: { id: nobody }, body: {} }),
  "library.step-back": async () => ({ params: { id: nobody }, body: {} }),
  "library.reader-desk": async () => ({}),
  "library.find-reader": async (ctx, orgId) => {
    const { placeId, number } = await someReader(ctx, orgId);
    return { body: { placeId, sign: number } };
  },
  "library.reader": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    return { params: { subject }, query: { placeId } };
  },
  "library.enrol-reader": async (ctx, orgId) => {
    const { placeId } = await aHouseOf(ctx, orgId);
    const { subject } = await aResident(ctx, { level: 2, born: "1990-05-04" });
    return { body: { placeId, subject, homeId: placeId, familyCard: false, guardianAgrees: false } };
  },
  "library.make-group": async (ctx, orgId) => {
    const { placeId, number } = await someReader(ctx, orgId);
    const body = { placeId, name: "三年级二班", category: "class", homeId: placeId, contact: number };
    return { body: { ...body, validUntil: null } };
  },
  "library.add-contact": async (ctx, orgId) => {
    const { placeId, subject, number } = await someReader(ctx, orgId);
    return { params: { subject }, body: { placeId, contact: number } };
  },
  "library.end-proxy": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    const agent = (await aResident(ctx)).subject;
    const id = await beginProxy(ctx, { subject, agent, kind: "proxy", until: await tomorrow(ctx) });
    return { params: { subject, id }, body: { placeId } };
  },
  "library.edit-reader": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    return {
      params: { subject },
      body: { placeId, version: 1, homeId: placeId, category: "adult", validUntil: null },
    };
  },
  "library.block-reader": async (ctx, orgId) => ({
    params: { subject: (await someReader(ctx, orgId)).subject },
    body: { version: 1, reason: "证件遗失" },
  }),
  "library.end-reader": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    return { params: { subject }, body: { placeId } };
  },
  "library.issue-card": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    return { params: { subject }, body: { placeId, number: null, old: "lost" } };
  },
  "library.add-old-card": async (ctx, orgId) => {
    const { placeId, subject, organisationId } = await someReader(ctx, orgId);
    return {
      params: { subject },
      body: { placeId, issuerId: organisationId, number: `旧${subject.slice(-8)}` },
    };
  },
  "library.end-card": async (ctx, orgId) => {
    const { placeId, subject, organisationId, number } = await someReader(ctx, orgId);
    return { params: { subject }, body: { placeId, issuerId: organisationId, number, as: "ended" } };
  },
  "library.take-deposit": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    return { params: { subject }, body: { placeId, amountFen: 10_000, receipt: "收-0001" } };
  },
  "library.return-deposit": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    await takeDeposit(ctx, subject, { amountFen: 10_000, receipt: "收-0001" });
    return { params: { subject }, body: { placeId, receipt: "退-0001" } };
  },
  "library.take-guarantor": async (ctx, orgId) => {
    const { placeId, subject } = await someReader(ctx, orgId);
    return {
      params: { subject },
      body: { placeId, guarantor: "nobody-s-card", bothAgree: true, until: null },
    };
  },
  "library.decide-for-reader": async (ctx, orgId) => ({
    params: { subject: (await someReader(ctx, orgId)).subject },
    body: { until: await tomorrow(ctx), reason: "援疆医生，短期在本市" },
  }),
  "library.stop-guarantee": async (ctx, orgId) => {
    const { subject } = await someReader(ctx, orgId);
    const id = await decideByStaff(ctx, subject, { until: await tomorrow(ctx), reason: "援疆医生" });
    return { params: { subject, id }, body: {} };
  },
  "library.reader-terms": async (_ctx, organisationId) => ({ query: { organisationId } }),
  "library.put-reader-terms": async (_ctx, organisationId) => ({ body: { organisationId, ...usualTerms } }),
};
