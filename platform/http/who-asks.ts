/** Who is behind a session's token, looked up for all requests of the same moment at once. */
import { type Actor, type Channel, findSessions, type Session } from "../auth/index.ts";
import type { Ctx } from "../ctx/index.ts";
import { gathered } from "../gather/index.ts";

/** What of a context does not depend on the request. */
export type BaseCtx = Omit<Ctx, "actor" | "channel" | "requestId" | "sessionToken">;

/** Who is behind these sessions at this moment, in their order; null for nobody. */
export type ResolveActors = (base: BaseCtx, sessions: readonly Session[]) => Promise<(Actor | null)[]>;

/** Answers who asks and through which door, or null. Read at every request: a role that was taken away is gone with the next one. */
export function whoAsks(
  base: BaseCtx,
  resolveActors: ResolveActors,
): (token: string) => Promise<{ actor: Actor; channel: Channel } | null> {
  return gathered(async (tokens: string[]) => {
    const sessions = await findSessions(base.db, tokens, base.clock());
    const living = sessions.filter((session) => session !== null);
    const actors = living.length > 0 ? await resolveActors(base, living) : [];
    const actorOf = new Map(living.map((session, n) => [session, actors[n]]));
    return sessions.map((session) => {
      const actor = session && actorOf.get(session);
      if (!session || !actor) return null;
      return { actor, channel: actor.onBehalfOf?.as === "helper" ? "helper" : session.channel };
    });
  });
}
