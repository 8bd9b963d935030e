/** The table of copies: barcodes of an owner, at home at a place, each of a record that is in the catalogue. */
import { holdsSomewhere } from "#platform/auth";
import { defineTable } from "#platform/exchange";
import { landers } from "../../../may.ts";
import { pathsOf } from "../paths-of.ts";
import { type House, ownHouse } from "../whose.ts";
import { type ItemColumns, itemColumns } from "./item-columns.ts";
import { saidLentStill } from "./items-store.ts";
import { landItems } from "./land-items.ts";
import { takeItems } from "./take-items.ts";

export const itemsTable = defineTable<ItemColumns, { own: House | null }>({
  name: "items",
  columns: itemColumns,
  key: ["organisation", "barcode"],
  batch: 500,
  filters: [],
  // A cell that says to whom it is lent may stand beside the others.
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, ...landers),
    take: (who) => holdsSomewhere(who, ...landers),
  },
  prepare: async (ctx) => ({ own: await ownHouse(ctx, ...landers) }),
  landRows: landItems,
  reconcile: {
    branchOf: ({ place, organisation }) => place ?? organisation ?? "",
    disagreements: async (ctx) => {
      const { count } = await saidLentStill(ctx.db, pathsOf(ctx, ...landers), 0);
      return count > 0 ? [{ key: "exchange.items.reconcile.said-lent", data: { count } }] : [];
    },
  },
  rowsOf: takeItems,
});
