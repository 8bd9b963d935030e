/** HTTP of languages and groups: permission, one use case, its answer. */
import { wholeCity } from "#places";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { audienceList, changePreferences, ownPreferences, putAudience } from "./preferences.ts";

const oneself = () => ({});

export const preferenceOperations = [
  implement(contract.ownPreferences, {
    may: by(may, "preferences.keep", oneself),
    run: (ctx) => ownPreferences(ctx),
  }),
  implement(contract.changePreferences, {
    may: by(may, "preferences.keep", oneself),
    run: (ctx, { body }) => changePreferences(ctx, body),
  }),
  implement(contract.listAudiences, {
    may: anyone,
    run: async (ctx) => ({ items: await audienceList(ctx) }),
  }),
  implement(contract.putAudience, {
    may: by(may, "audience.put", wholeCity),
    run: (ctx, { params, body }) => putAudience(ctx, { ...body, code: params.code }),
  }),
];
