/** HTTP of finding: everybody may. */
import { anyone, implement } from "#platform/http";
import * as contract from "./contract.ts";
import { countFor } from "./count.ts";
import { searchFor } from "./search.ts";
import { recordAsBibtex, recordAsRis, showMarc, showRecord } from "./show-record.ts";

export const searchOperations = [
  implement(contract.searchCatalogue, { may: anyone, run: (ctx, { query }) => searchFor(ctx, query) }),
  implement(contract.countCatalogue, { may: anyone, run: (ctx, { query }) => countFor(ctx, query) }),
  implement(contract.getRecord, { may: anyone, run: (ctx, { params }) => showRecord(ctx, params.id) }),
  implement(contract.marcOfRecord, { may: anyone, run: (ctx, { params }) => showMarc(ctx, params.id) }),
  implement(contract.risOfRecord, { may: anyone, run: (ctx, { params }) => recordAsRis(ctx, params.id) }),
  implement(contract.bibtexOfRecord, {
    may: anyone,
    run: (ctx, { params }) => recordAsBibtex(ctx, params.id),
  }),
];
