/** HTTP of authorities at the desk. */
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { listForDesk, showAuthority } from "./show.ts";

const anyDesk = by(may, "catalogue.list", () => ({}));

export const authorityOperations = [
  implement(contract.listAuthorities, { may: anyDesk, run: (ctx, { query }) => listForDesk(ctx, query) }),
  implement(contract.getAuthority, { may: anyDesk, run: (ctx, { params }) => showAuthority(ctx, params.id) }),
];
