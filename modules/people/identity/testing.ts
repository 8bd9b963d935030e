/** Builders of documents for everyone's tests, and input for the generated access test. */
import { checkDigitOf } from "#libs/citizen-id";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { ownAccount } from "../account/me.ts";
import { aResident, type Made } from "../account/testing.ts";
import { aChild } from "../family/testing.ts";
import type { NumberedKind } from "./document.ts";
import { addDocument } from "./documents.ts";

let made = 0;

/** A number that is right in its form and nobody's: there is no county 659999. Another one at every call. */
export function aCardNumber({ born = "1957-03-08" } = {}): string {
  const order = String(made++ % 1000).padStart(3, "0");
  const first17 = `659${String(999 - Math.floor(made / 1000)).padStart(3, "0")}${born.replaceAll("-", "")}${order}`;
  return first17 + checkDigitOf(first17);
}

/** Keeps a document for this person, typed by themself: level 1. */
export async function aDocument(
  ctx: TxCtx,
  { actor }: Pick<Made, "actor">,
  differs: { kind?: NumberedKind; number?: string; country?: string; name?: string; born?: string } = {},
): Promise<{ id: string; number: string }> {
  const own = { ...ctx, actor };
  const { born } = await ownAccount(own);
  const number = differs.number ?? aCardNumber(born ? { born } : {});
  const typed = { kind: "resident-id" as const, name: "古丽娜尔·艾山", ...differs, number, consent: true };
  return { ...(await addDocument(own, typed)), number };
}

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

const nobody = newId();
const shown = (organisation: string) => ({
  organisation,
  kind: "resident-id",
  number: aCardNumber(),
  name: "阿依努尔",
  seen: true,
  consent: true,
});

export const identitySamples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "people.documents": async () => ({}),
  "people.add-document": async () => ({
    body: { kind: "resident-id", number: aCardNumber(), name: "李梅", consent: true },
  }),
  "people.add-guardian-document": async () => ({ body: { consent: true } }),
  "people.remove-document": async () => ({ params: { id: nobody }, body: {} }),
  "people.confirm-document": async () => ({
    params: { id: nobody },
    body: { number: aCardNumber(), name: "李梅", consent: true },
  }),
  "people.look-for-person": async (_ctx, organisation) => ({ body: { organisation, sign: aCardNumber() } }),
  "people.person-at-desk": async (ctx, organisation) => ({
    params: { subject: (await aResident(ctx)).subject },
    query: { organisation },
  }),
  "people.show-document": async (ctx, organisation) => ({
    params: { subject: (await aResident(ctx)).subject },
    body: shown(organisation),
  }),
  "people.register-at-desk": async (_ctx, organisation) => ({ body: shown(organisation) }),
  "people.show-guardian-document": async (ctx, organisation) => {
    const { relation, subject } = await aChild(ctx, await aResident(ctx, { level: 2 }));
    return { params: { subject }, body: { organisation, relation, seen: true, consent: true } };
  },
  "people.open-document-number": async (ctx, organisation) => {
    const one = await aResident(ctx);
    const document = (await aDocument(ctx, one)).id;
    return { params: { subject: one.subject, document }, body: { organisation, reason: "实名入场名单" } };
  },
};
