/** Who may see what the city's wall shows: those who answer for others' work. The public pages are everybody's. */
import { type Actor, holdsSomewhere, pathsHeld, policy, principal } from "#platform/auth";

const watchers = ["manager", "admin", "auditor"] as const;

export const may = policy({
  // Each module tells only of what the asker's own grants cover.
  "desk.see": (who: Actor, _: object) => who.kind === "staff",
  "my.see": (who: Actor, _: object) => principal(who) !== null,
  // Alarms are those of what the asker's own grants cover.
  "wall.see": (who: Actor, _: object) => holdsSomewhere(who, ...watchers),
});

/** Where the asker answers for others' work. */
export const watchedPaths = (who: Actor): string[] => pathsHeld(who, ...watchers);
