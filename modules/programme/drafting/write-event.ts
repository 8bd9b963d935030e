/** Writing a draft: begun, edited, its sessions added, edited, taken out. What is public is changed in changing/. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { recordWriting } from "#platform/publishing";
import { keepsKind } from "../contest/keeps-kind.ts";
import type { EventText, SessionText } from "../desk/contract.ts";
import * as store from "../event-store.ts";
import { eventThing } from "../publishing/event-kind.ts";
import { refreshSearch } from "../search-text.ts";
import * as sessionStore from "../session-store.ts";
import { keepsLender } from "../touring/keeps-lender.ts";
import { addRows, sessionAt, sessionRows } from "./draft-sessions.ts";
import { moveSessions } from "./move-sessions.ts";
import { referencesOf } from "./references.ts";

export interface Written {
  id: string;
  version: number;
  state: string;
}

export interface NewEvent {
  organisationId: string;
  event: EventText;
  sessions: SessionText[];
}

/** Begins a draft. It counts for the organisation it is written for; joint organisers share the credit. */
export async function createEvent(ctx: TxCtx, input: NewEvent): Promise<Written> {
  const owner = found(
    await organisationOf(ctx.db, input.organisationId),
    "organisation",
    input.organisationId,
  );
  const text = settled(input.event);
  const { where, joint } = await referencesOf(ctx.db, text, owner.id);
  const now = ctx.clock();
  const words = wordsOf(text);
  const rows = await sessionRows(ctx.db, { ...words, ...where }, input.sessions, now, sessionAt);
  const id = newId();
  await store.insertEvent(ctx.db, { id, organisationId: owner.id, orgPath: owner.path, now, ...words });
  await store.setJointOrganisers(ctx.db, { eventId: id, ownerId: owner.id }, joint);
  await addRows(ctx, id, rows);
  await refreshSearch(ctx, id);
  await wrote(ctx, { id, state: "draft" }, 1);
  await audit(ctx, { what: "event.drafted", on: { kind: "event", id } });
  return { id, version: 1, state: "draft" };
}

/** Edits the text of a draft. */
export async function editDraft(ctx: TxCtx, event: store.Event, input: EventText): Promise<Written> {
  const text = settled(input);
  await keepsKind(ctx, event.id, text.kind);
  await keepsLender(ctx, event.id, text);
  const { where, joint } = await referencesOf(ctx.db, text, event.organisationId);
  const now = ctx.clock();
  const version = await store.updateEventWords(ctx.db, event.id, wordsOf(text), now);
  await store.setJointOrganisers(ctx.db, { eventId: event.id, ownerId: event.organisationId }, joint);
  await moveSessions(ctx, event, where);
  await refreshSearch(ctx, event.id);
  await wrote(ctx, event, version);
  await audit(ctx, { what: "event.edited", on: { kind: "event", id: event.id }, detail: { version } });
  return { id: event.id, version, state: event.state };
}

/** Edits a session of a draft. */
export async function editDraftSession(
  ctx: TxCtx,
  event: store.Event,
  session: sessionStore.Session,
  text: SessionText,
): Promise<Written> {
  const now = ctx.clock();
  const [row] = await sessionRows(ctx.db, event, [text], now, () => "/body/session");
  if (!row || !(await sessionStore.updateSession(ctx.db, session.id, row, { moved: false, now }))) {
    throw invalid([{ field: "/body/session/startsAt", id: "session.there-already" }]);
  }
  return writtenOn(ctx, event, "session.edited", session.id);
}

/** Takes a session out of a draft. */
export async function removeSession(
  ctx: TxCtx,
  input: { sessionId: string; version: number },
): Promise<Written> {
  const session = found(await sessionStore.session(ctx.db, input.sessionId), "session", input.sessionId);
  const event = await draftToWrite(ctx, session.eventId, input.version);
  await sessionStore.deleteSession(ctx.db, session.id);
  return writtenOn(ctx, event, "session.removed", session.id);
}

/** The event locked for writing, at the version the writer saw. */
export async function eventToWrite(ctx: TxCtx, id: string, version: number): Promise<store.Event> {
  const event = found(await store.lockEvent(ctx.db, id), "event", id);
  if (event.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: event.version });
  return event;
}

async function draftToWrite(ctx: TxCtx, id: string, version: number): Promise<store.Event> {
  const event = await eventToWrite(ctx, id, version);
  refuseWithdrawn(event);
  if (event.state !== "draft") throw refused("event.not-a-draft", { state: event.state });
  return event;
}

/** What was withdrawn is made a draft again by the step `reopen` before anything is written. */
export function refuseWithdrawn({ state }: Pick<store.Event, "state">): void {
  if (state === "withdrawn") throw refused("event.reopen-first");
}

/** Counts the version up, remembers who wrote, and audits. */
export async function writtenOn(
  ctx: TxCtx,
  event: store.Event,
  what: string,
  sessionId: string,
): Promise<Written> {
  const version = await store.touchEvent(ctx.db, event.id, ctx.clock());
  await wrote(ctx, event, version);
  await audit(ctx, { what, on: { kind: "session", id: sessionId }, detail: { event: event.id, version } });
  return { id: event.id, version, state: event.state };
}

/** Remembers who wrote: they do not review it. */
export async function wrote(
  ctx: TxCtx,
  { id, state }: Pick<store.Event, "id" | "state">,
  version: number,
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null) throw new Error("an event is written by a named person");
  await recordWriting(ctx.db, eventThing, id, { by, state, version, at: ctx.clock() });
}

/** Texts trimmed; an event on line has no place, one on site no link. */
export function settled(text: EventText): EventText {
  const online = text.mode === "online";
  return {
    ...text,
    title: text.title.trim(),
    summary: text.summary.trim(),
    description: text.description.trim(),
    audience: text.audience.trim(),
    placeId: online ? null : text.placeId,
    spaceId: online ? null : text.spaceId,
    link: text.mode === "on-site" ? null : text.link,
    expectedCrowd: text.expectedCrowd ?? null,
  };
}

/** The columns of the event itself. */
export function wordsOf({ jointOrganiserIds: _, ...words }: EventText): store.EventWords {
  return words;
}
