/** Builders of works, by the real use cases, and input for the generated access test. */
import { newSubject } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import type { BuiltEvent, EventBuild } from "../testing.ts";
import type { WorkText } from "./contract.ts";
import { create, publish } from "./works.ts";

export function workText(change: Partial<WorkText> = {}): WorkText {
  return {
    title: "油城往事",
    kind: "dance",
    year: 2025,
    summary: "一支钻井队和一座城的舞剧。",
    credits: [{ role: "编导", name: "陈晓燕" }],
    rightsHolder: "市文化馆",
    allowed: "可以转载简介；演出须经许可",
    awards: [{ year: 2026, name: "自治区优秀剧目" }],
    ...change,
  };
}

/** A work of an organisation, written by somebody and public by somebody else unless told. */
export async function aWork(ctx: Ctx, organisationId: string, { published = true } = {}) {
  return inTx(ctx, async (inner) => {
    const made = await create(await asSomebody(inner), { organisationId, work: workText() });
    return published ? publish(await asSomebody(inner), { ...made, published: true }) : made;
  });
}

const asSomebody = async (ctx: TxCtx): Promise<TxCtx> => ({
  ...ctx,
  actor: { ...ctx.actor, subject: await newSubject(ctx.db, ctx) },
});

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

/** The samples, from a builder of published events. */
export function workSamples(
  anEvent: (ctx: Ctx, build: EventBuild) => Promise<BuiltEvent>,
): Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> {
  const draft = (ctx: TxCtx, org: string) => aWork(ctx, org, { published: false });
  return {
    "works.list": async () => ({ query: { kind: "dance" } }),
    "works.get": async (ctx, org) => ({ params: { id: (await aWork(ctx, org)).id } }),
    "works.desk-list": async () => ({}),
    "works.desk-get": async (ctx, org) => ({ params: { id: (await draft(ctx, org)).id } }),
    "works.create": async (_ctx, organisationId) => ({ body: { organisationId, work: workText() } }),
    "works.edit": async (ctx, org) => {
      const { id, version } = await draft(ctx, org);
      return { params: { id }, body: { version, work: workText({ title: "黑走马" }) } };
    },
    "works.publish": async (ctx, org) => {
      const { id, version } = await draft(ctx, org);
      return { params: { id }, body: { version, published: true } };
    },
    "works.set-showing": async (ctx, organisationId) => ({
      params: { id: (await draft(ctx, organisationId)).id },
      body: { eventId: (await anEvent(ctx, { organisationId })).id, shown: true },
    }),
  };
}
