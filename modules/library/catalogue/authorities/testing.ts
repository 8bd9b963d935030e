/** Builders of authorities. */
import type { TxCtx } from "#platform/ctx";
import { aFile, aRecord } from "../describing/testing.ts";
import { landedBatch } from "../importing/testing.ts";
import { aKey, type Samples, theCity } from "../testing.ts";

/** An authority for a person who is called otherwise too. */
export async function anAuthority(
  ctx: TxCtx,
  organisationId: string,
  { name = aKey(), others = [aKey()] }: { name?: string; others?: readonly string[] } = {},
): Promise<{ id: number }> {
  const number = aKey();
  const variants = others.map((other) => `400 1 $a${other}`).join("\n");
  const record = aRecord("00000nz  a2200000n  4500", `001 ${number}\n003 TEST\n100 1 $a${name}\n${variants}`);
  await landedBatch(theCity(ctx), { organisationId, bytes: await aFile(record) });
  return ctx.db.one<{ id: number }>`
    select id from library.record where control_key = ${`test:${number}`}`;
}

export const authoritySamples: Samples = {
  "library.authorities": async () => ({ query: { q: "鲁迅" } }),
  "library.authority": async (ctx, organisationId) => ({ params: await anAuthority(ctx, organisationId) }),
};
