/** Valid input for every operation, made by the builders of the modules: where mutations begin. */
import { samples as booking } from "#booking/testing";
import { samples as courses } from "#courses/testing";
import { samples as front } from "#front/testing";
import { samples as insight } from "#insight/testing";
import { samples as library } from "#library/testing";
import { samples as people } from "#people/testing";
import { samples as places } from "#places/testing";
import type { TxCtx } from "#platform/ctx";
import type { RawInput } from "#platform/http";
import { exchangeSamples } from "#platform/testing";
import { samples as programme } from "#programme/testing";

export type Sample = (ctx: TxCtx, organisationId: string) => Promise<RawInput>;

export const samples: Record<string, Sample> = {
  ...places,
  ...people,
  ...booking,
  ...programme,
  ...courses,
  ...library,
  ...insight,
  ...front,
  ...exchangeSamples,
  "platform.openapi": async () => ({}),
};
