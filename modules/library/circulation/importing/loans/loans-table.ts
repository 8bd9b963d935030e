/**
 * The table of loans: what is with whom when a house moves here. No rule is asked whether it may be lent: it is. The rule in force on the day
 * it was lent goes with it.
 */
import { holdsSomewhere } from "#platform/auth";
import { defineTable } from "#platform/exchange";
import { type House, ownHouse } from "../whose.ts";
import { landLoans } from "./land-loans.ts";
import { type LoanColumns, loanColumns } from "./loan-columns.ts";
import { disagreements } from "./reconcile-loans.ts";
import { takeLoans } from "./take-loans.ts";

export const loansTable = defineTable<LoanColumns, { own: House | null }>({
  name: "loans",
  columns: loanColumns,
  key: ["owner", "barcode"],
  batch: 500,
  filters: [],
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, "manager"),
    take: (who) => holdsSomewhere(who, "manager"),
  },
  prepare: async (ctx) => ({ own: await ownHouse(ctx, "manager") }),
  landRows: landLoans,
  reconcile: { branchOf: ({ place, owner }) => place ?? owner ?? "", disagreements },
  rowsOf: takeLoans,
});
