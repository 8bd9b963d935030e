/** HTTP of what is kept of a person, its copy and its end: permission, one use case, its answer. */
import { anyone, by, implement } from "#platform/http";
import { oneself, person } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { erase } from "./erase.ts";
import { exportOf } from "./export.ts";
import { registerView } from "./register.ts";

export const privacyOperations = [
  implement(contract.fieldRegister, {
    may: anyone,
    run: async (ctx) => ({ items: await registerView(ctx) }),
  }),
  implement(contract.exportPerson, {
    may: by(may, "account.keep", oneself),
    run: (ctx) => exportOf(ctx, person(ctx)),
  }),
  implement(contract.erasePerson, {
    may: by(may, "account.erase", oneself),
    run: (ctx, { body }) => erase(ctx, person(ctx), body),
  }),
];
