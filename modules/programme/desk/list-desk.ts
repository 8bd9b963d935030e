/** The desk's list of events: what one's organisations write, check and publish. */

import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { Ctx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { moves, type PublicationState, publicationSteps } from "#platform/publishing";
import { toTsquery } from "#platform/search";
import { organiserNames } from "../finding/around.ts";
import { stepsForMany } from "../publishing/steps-for.ts";
import type { listDeskEvents } from "./contract.ts";
import { type DeskEvent, deskEvents } from "./desk-store.ts";

export interface DeskListInput {
  state?: PublicationState;
  mine?: boolean;
  q?: string;
  cursor?: string;
  limit?: number;
}

type Answer = Static<(typeof listDeskEvents)["answer"]>;

const usualLimit = 50;

/** One page of the list and the cursor of the next. */
export async function listDesk(ctx: Ctx, input: DeskListInput): Promise<Answer> {
  const limit = input.limit ?? usualLimit;
  const paths = [...new Set(ctx.actor.grants.map(({ path }) => path))];
  const states = input.state ? [input.state] : input.mine ? waitingStates(ctx) : null;
  const found = await deskEvents(
    ctx.db,
    { paths, states, search: input.q ? toTsquery(input.q) : null, now: ctx.clock() },
    input.cursor ? cursorFrom(input.cursor) : null,
    limit + 1,
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const organiserOf = await organiserNames(
    ctx,
    page.map(({ organisationId }) => organisationId),
  );
  const steps = await stepsForMany(ctx, page);
  const items = page.map((event) => ({
    id: event.id,
    title: event.title,
    kind: event.kind,
    state: event.state,
    cancelled: event.cancelledAt !== null,
    organiser: organiserOf(event.organisationId),
    sessions: event.sessions,
    nextAt: event.nextAt?.toString() ?? null,
    changedAt: event.changedAt.toString(),
    can: steps.get(event.id) ?? [],
  }));
  const waits = (can: string[]) =>
    can.some((step) => step === "check" || step === "approve" || step === "publish" || step === "submit");
  return {
    items: input.mine ? items.filter(({ can }) => waits(can)) : items,
    next: last ? cursorOf(last) : null,
  };
}

/** States from which a step forward waits for one of this person's roles. */
function waitingStates({ actor }: Ctx): PublicationState[] {
  const roles = new Set(actor.grants.map(({ role }) => role));
  const forward = publicationSteps.filter(
    (step) => step !== "take-back" && step !== "send-back" && step !== "withdraw" && step !== "reopen",
  );
  const own = forward.filter(
    (step) => roles.has("manager") || moves[step].roles.some((role) => roles.has(role)),
  );
  return [...new Set(own.flatMap((step) => [...moves[step].from]))];
}

function cursorOf({ changedAt, id }: DeskEvent): string {
  return Buffer.from(JSON.stringify([changedAt.toString(), id])).toString("base64url");
}

function cursorFrom(text: string): { changedAt: string; id: string } {
  try {
    const [changedAt, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new RangeError("not a cursor of ours");
    return { changedAt: Temporal.Instant.from(changedAt).toString(), id };
  } catch {
    throw invalid([{ field: "/query/cursor", id: "cursor" }]);
  }
}
