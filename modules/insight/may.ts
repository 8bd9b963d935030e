/** Who may see figures and the rows behind them. */
import { type Actor, holdsSomewhere, pathsHeld, policy } from "#platform/auth";

export const may = policy({
  /** Figures name nobody: all staff with a task of their own may see them. */
  "insight.see": (who: Actor, _: object) =>
    holdsSomewhere(who, "clerk", "editor", "reviewer", "publisher", "manager", "admin", "auditor"),
  /** Rows lead to single claims: only those of one's own organisations. */
  "insight.see-rows": (who: Actor, { orgPath }: { orgPath: string }) => rowPaths(who, orgPath).length > 0,
});

/** Below `orgPath`, the parts of the tree whose rows this person may see: all of it, some of it, or nothing. */
export function rowPaths(who: Actor, orgPath: string): string[] {
  const own = pathsHeld(who, "manager", "auditor", "admin");
  if (own.some((path) => orgPath.startsWith(path))) return [orgPath];
  return own.filter((path) => path.startsWith(orgPath));
}
