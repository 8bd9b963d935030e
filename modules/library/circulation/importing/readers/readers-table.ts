/** The table of readers: cards of a house with the persons whose they are. */
import { holdsSomewhere } from "#platform/auth";
import { defineTable } from "#platform/exchange";
import { type House, ownHouse } from "../whose.ts";
import { landReaders } from "./land-readers.ts";
import { type ReaderColumns, readerColumns } from "./reader-columns.ts";
import { takeReaders } from "./take-readers.ts";

export const readersTable = defineTable<ReaderColumns, { own: House | null }>({
  name: "readers",
  columns: readerColumns,
  key: ["organisation", "number"],
  batch: 500,
  filters: [],
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, "manager"),
    take: (who) => holdsSomewhere(who, "manager"),
  },
  prepare: async (ctx) => ({ own: await ownHouse(ctx, "manager") }),
  landRows: landReaders,
  reconcile: {
    branchOf: ({ place, organisation }) => place ?? organisation ?? "",
    disagreements: async () => [],
  },
  rowsOf: takeReaders,
});
