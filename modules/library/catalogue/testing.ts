/** What builders of all parts of the catalogue begin with. */
import { system } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";

export const aKey = () => newId().replaceAll("-", "");
export const theCity = (ctx: TxCtx): TxCtx => ({ ...ctx, actor: system });

/** Input of every operation of a part, for the generated access test. */
export type Samples = Record<
  string,
  (ctx: TxCtx, organisationId: string) => Promise<Record<string, unknown>>
>;
