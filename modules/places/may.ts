/** Who may do what with places. An editor keeps the data, a manager decides what exists, the city decides the words. */
import { type Actor, holds, holdsSomewhere, policy } from "#platform/auth";

const keeps = (who: Actor, path: string) => holds(who, "editor", path) || holds(who, "manager", path);

export const may = policy({
  "place.change": (who: Actor, place: { orgPath: string }) => keeps(who, place.orgPath),
  "place.close": (who: Actor, place: { orgPath: string }) =>
    keeps(who, place.orgPath) || holds(who, "clerk", place.orgPath),
  "place.register": (who: Actor, organisation: { path: string }) => holds(who, "manager", organisation.path),
  "place.end": (who: Actor, place: { orgPath: string }) => holds(who, "manager", place.orgPath),
  // The list shows only what the grants of the asker cover.
  "place.list-desk": (who: Actor) => holdsSomewhere(who, "clerk", "editor", "manager"),
  // Kinds belong to the whole city: whoever is admin anywhere is admin of it.
  "kind.put": (who: Actor) => holdsSomewhere(who, "admin"),
  "organisation.add": (who: Actor, parent: { path: string }) => holds(who, "admin", parent.path),
});
