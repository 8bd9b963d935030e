/** Reading lists as their staff see them. */
import type { AnswerOf } from "#contract";
import { namesOfSubjects } from "#people";
import { organisationsCovered, organisationsOf } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import {
  openSteps,
  pageOfChanged,
  publishingView,
  schedulesOf,
  statesNotPublic,
  waitingStates,
  waitsForMe,
} from "#platform/publishing";
import { mayWriteList, seers } from "../../may.ts";
import type { deskList, deskLists } from "./contract.ts";
import { coversOf } from "./list-cover.ts";
import * as store from "./list-store.ts";
import { listThing, missingOf } from "./write-list.ts";

const usualLimit = 50;

export interface DeskListsAsked {
  mine?: boolean;
  unpublished?: boolean;
  cursor?: string;
  limit?: number;
}

/** One page of the lists of one's organisations. */
export async function listForDesk(
  ctx: Ctx,
  { mine = false, unpublished = false, cursor, limit = usualLimit }: DeskListsAsked,
): Promise<AnswerOf<typeof deskLists>> {
  const wanted = {
    paths: pathsHeld(ctx.actor, ...seers),
    states: mine ? waitingStates(ctx.actor) : unpublished ? statesNotPublic : null,
  };
  const page = await pageOfChanged(
    { cursor, limit, only: mine ? waitsForMe : undefined },
    (after, many) => store.deskLists(ctx.db, wanted, after, many),
    (rows) => deskRows(ctx, rows),
  );
  const at = pathsHeld(ctx.actor, "editor", "manager");
  const own = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: 200 });
  return { ...page, organisations: own.map(({ id, name }) => ({ id, name })) };
}

async function deskRows(ctx: Ctx, lists: readonly store.DeskRow[]) {
  const organisations = await organisationsOf(
    ctx.db,
    lists.map(({ organisationId }) => organisationId),
  );
  const steps = await openSteps(ctx, listThing, lists);
  const schedules = await schedulesOf(
    ctx.db,
    listThing,
    lists.map(({ id }) => id),
  );
  return lists.map(({ id, title, organisationId, state, books, changedAt }) => ({
    id,
    title,
    organiser: { id: organisationId, name: organisations.get(organisationId)?.name ?? "" },
    state,
    books,
    changedAt: changedAt.toString(),
    scheduledFor: schedules.get(id)?.due.toString() ?? null,
    can: steps.get(id) ?? [],
  }));
}

export async function showForDesk(ctx: Ctx, id: string): Promise<AnswerOf<typeof deskList>> {
  const list = found(await store.listOf(ctx.db, id), "reading-list", id);
  const organisation = (await organisationsOf(ctx.db, [list.organisationId])).get(list.organisationId);
  const entries = await store.entriesOf(ctx.db, id);
  const standing = entries.filter(({ stands }) => stands);
  const steps: string[] = (await openSteps(ctx, listThing, [list])).get(id) ?? [];
  const settled = list.state === "draft" || list.state === "published";
  const { title, about, audience, fromDay, untilDay, translations } = list;
  return {
    id,
    version: list.version,
    state: list.state,
    text: {
      title,
      about,
      audience,
      from: fromDay,
      until: untilDay,
      translations,
      entries: standing.map(({ recordId, words }) => ({ record: String(recordId), words })),
    },
    cover: (await coversOf(ctx.db, [list])).get(id) ?? null,
    organiser: { id: list.organisationId, name: organisation?.name ?? "" },
    missing: missingOf({ about, books: standing.length }),
    books: entries.map(({ recordId, title: name, line, words, stands }) => ({
      record: stands && recordId !== null ? String(recordId) : null,
      title: name,
      line,
      words,
    })),
    ...(await publishingView(ctx, listThing, list, (subjects) => namesOfSubjects(ctx.db, subjects))),
    can: [...steps, ...(settled && mayWriteList(ctx.actor, list) ? ["edit"] : [])],
  };
}
