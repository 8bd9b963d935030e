/** Builders of children and helpers, and input for the generated access test. */
import { type Actor, anonymous, findSession, startSession } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today, trueRandom } from "#platform/ctx";
import type { performer } from "#platform/http";
import { at } from "#platform/testing";
import { actorFor } from "../account/actor.ts";
import { aResident, type Made } from "../account/testing.ts";
import { addChild } from "./children.ts";

type City = Pick<ReturnType<typeof performer>, "perform">;

/** Somebody with a session of their own; every call looks up afresh who the session is. */
export async function aSitting(city: City, base: Ctx, who: Made, start: string) {
  let token = "";
  const ctx: Ctx = {
    ...base,
    random: trueRandom,
    clock: at(start),
    setSession: (fresh) => {
      token = fresh ?? "";
    },
  };
  await inTx(ctx, (inner) => startSession(inner, { account: who.account, channel: "portal" }));
  const whoIs = async (instant = start): Promise<Actor | null> => {
    const later = { ...ctx, clock: at(instant) };
    const session = await findSession(ctx.db, token, later.clock());
    return session && actorFor(later, session);
  };
  const asMe = async (instant = start): Promise<Ctx> => ({
    ...ctx,
    clock: at(instant),
    sessionToken: token,
    actor: (await whoIs(instant)) ?? anonymous,
  });
  const call = async <A>(operation: string, input: object, instant = start) =>
    (await city.perform(await asMe(instant), operation, input, null)) as A;
  return { ctx, call, whoIs, asMe };
}

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
  "people.make-family-code": async (ctx) => ({
    params: { id: (await aChild(ctx, await aResident(ctx))).relation },
    body: { opens: "guardianship" },
  }),
  "people.join-family": async () => ({ body: { code: "00000-00000", as: "guardian", consent: true } }),
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
