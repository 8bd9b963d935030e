/** Who may see figures and the rows behind them. */
import { type Actor, holdsSomewhere, policy } from "#platform/auth";

export const may = policy({
  /** Figures name nobody: all staff with a task of their own may see them. */
  "insight.see": (who: Actor, _: object) =>
    holdsSomewhere(who, "clerk", "editor", "reviewer", "publisher", "manager", "admin", "auditor"),
  /** Rows lead to single claims: only below one's own organisation. */
  "insight.see-rows": (who: Actor, { orgPath }: { orgPath: string }) =>
    who.grants.some(
      ({ role, path }) =>
        (role === "manager" || role === "auditor" || role === "admin") && orgPath.startsWith(path),
    ),
});
