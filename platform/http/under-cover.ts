/** Under whose cover (代班) somebody does a thing: their own roles go first, so that the audit names a cover only where it was needed. */
import { type Actor, type Cover, withoutCover } from "../auth/actor.ts";

/**
 * Asks with one's own roles, then with those of each cover, then with all. Answers who does it: the whole actor, who
 * names the cover when it was needed. Null when it is not allowed at all.
 */
export async function allowedAs(
  actor: Actor,
  allows: (who: Actor) => Promise<boolean>,
): Promise<Actor | null> {
  const own = withoutCover(actor);
  if (await allows(own)) return actor;
  if (own === actor) return null;
  const covers = coversOf(actor);
  for (const cover of covers) {
    const grants = actor.grants.filter((grant) => !grant.cover || grant.cover.id === cover.id);
    if (await allows({ ...actor, grants })) return { ...actor, underCover: cover };
  }
  const [first] = covers;
  return covers.length > 1 && first && (await allows(actor)) ? { ...actor, underCover: first } : null;
}

function coversOf({ grants }: Actor): Cover[] {
  return [...new Map(grants.flatMap(({ cover }) => (cover ? [[cover.id, cover] as const] : []))).values()];
}
