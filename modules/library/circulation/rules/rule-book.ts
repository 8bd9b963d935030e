/** The rules as each process keeps them: read again when something of them was written, else never. */
import type { Db } from "#platform/db";
import { bookVersion, wholeBook } from "./rule-store.ts";
import type { RuleBook } from "./ruling.ts";

export { ruleBookVersionSql } from "./rule-store.ts";

// Tests and benches run several cities in one process.
const mostKept = 8;
const kept = new Map<string, RuleBook>();

/** The book as it is now: one short statement, and one more when it has changed. */
export async function ruleBook(db: Db): Promise<RuleBook> {
  return ruleBookAt(db, await bookVersion(db));
}

/** The book of a version that was read a moment ago (`ruleBookVersionSql`): no statement, but where it has changed. */
export async function ruleBookAt(db: Db, version: string): Promise<RuleBook> {
  const known = kept.get(version);
  if (known) return known;
  const made = await wholeBook(db);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(made.version, made);
  return made;
}
