/** The report after a file has landed (对账): its rows by branch, so many said, landed and refused, and what does not agree. */
import type { Ctx } from "../ctx/index.ts";
import type { Batch, Counted } from "./land.ts";
import type { Sentence, Table } from "./table.ts";

// texts: exchange.reconcile.*

/** Branches that are told one by one; what a file says of more than these is one line. */
const mostBranches = 500;

/** Gathers what the batches of a file say; it grows with the branches, not with the rows. */
export class Reconciling {
  #table: Table;
  #branches = new Map<string, Counted>();
  #rest: Counted = { says: 0, landed: 0, refused: 0 };
  #faults = new Map<string, number>();

  constructor(table: Table) {
    this.#table = table;
  }

  add({ branches, faults }: Pick<Batch, "branches" | "faults">): void {
    for (const [branch, counted] of branches) {
      const known = this.#branches.get(branch);
      const to = known ?? (this.#branches.size < mostBranches ? nothing() : this.#rest);
      to.says += counted.says;
      to.landed += counted.landed;
      to.refused += counted.refused;
      if (!known && to !== this.#rest) this.#branches.set(branch, to);
    }
    for (const { id } of faults) this.#faults.set(id, (this.#faults.get(id) ?? 0) + 1);
  }

  /** Nothing for a table that is not reconciled. */
  async sentences(ctx: Ctx): Promise<Sentence[]> {
    const { reconcile } = this.#table;
    if (!reconcile) return [];
    const named = [...this.#branches].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const rest = this.#rest.says > 0 ? [["", this.#rest] as const] : [];
    const all = [...named, ...rest];
    const sum = nothing();
    for (const [, { says, landed, refused }] of all) {
      sum.says += says;
      sum.landed += landed;
      sum.refused += refused;
    }
    const agrees = sum.says === sum.landed + sum.refused;
    return [
      ...all.map(([branch, counted]) => ({
        key: branch === "" ? "exchange.reconcile.no-branch" : "exchange.reconcile.branch",
        data: { branch, ...counted },
      })),
      { key: agrees ? "exchange.reconcile.sum" : "exchange.reconcile.sum-differs", data: { ...sum } },
      ...(await reconcile.disagreements(ctx, this.#faults)),
    ];
  }
}

const nothing = (): Counted => ({ says: 0, landed: 0, refused: 0 });
