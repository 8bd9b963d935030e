/** HTTP of the class tree. */
import { anyone, by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { showClasses, showClassHelp } from "./classes.ts";
import * as contract from "./contract.ts";

export const classOperations = [
  implement(contract.getClasses, { may: anyone, run: (ctx, { query }) => showClasses(ctx, query) }),
  implement(contract.classHelp, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => showClassHelp(ctx, query),
  }),
];
