/** Builders of profiles that a house keeps. */
import type { TxCtx } from "#platform/ctx";
import { aProfile } from "../importing/testing.ts";
import { aKey, type Samples, theCity } from "../testing.ts";
import { createProfile } from "./profiles.ts";

const aKeptProfile = (ctx: TxCtx, organisationId: string) =>
  createProfile(theCity(ctx), { organisationId, profile: aProfile("koha-952", { name: aKey() }) });

export const profileSamples: Samples = {
  "library.profiles": async () => ({ query: {} }),
  "library.profile": async (ctx, organisationId) => ({ params: await aKeptProfile(ctx, organisationId) }),
  "library.create-profile": async (_ctx, organisationId) => ({
    body: { organisationId, profile: aProfile("koha-952", { name: aKey() }) },
  }),
  "library.edit-profile": async (ctx, organisationId) => ({
    params: await aKeptProfile(ctx, organisationId),
    body: { version: 1, profile: aProfile("koha-952", { name: aKey() }) },
  }),
  "library.drop-profile": async (ctx, organisationId) => ({
    params: await aKeptProfile(ctx, organisationId),
  }),
};
