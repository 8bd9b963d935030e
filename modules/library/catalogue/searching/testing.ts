/** Input of what readers ask of the catalogue, and its steps for benches. */
import type { TxCtx } from "#platform/ctx";
import { aShelf } from "../items/testing.ts";
import type { Samples } from "../testing.ts";

export { wantedOf } from "./asked.ts";
export { countFor } from "./count.ts";
export { nextHits } from "./find.ts";
export { searchFor } from "./search.ts";

/** A catalogue of one book. */
export const oneRecord = async (ctx: TxCtx, organisationId: string) => ({
  params: { id: String((await aShelf(ctx, organisationId)).recordId) },
});

export const searchSamples: Samples = {
  "library.search": async () => ({ query: { q: "克拉玛依" } }),
  "library.count": async () => ({ query: { q: "克拉玛依" } }),
  "library.record": oneRecord,
  "library.record-marc": oneRecord,
  "library.record-ris": oneRecord,
  "library.record-bibtex": oneRecord,
  "library.classes": async () => ({ query: {} }),
  "library.class-help": async () => ({ query: { q: "小说" } }),
};
