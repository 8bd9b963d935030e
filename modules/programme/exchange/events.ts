/**
 * The table of events with their sessions: a row is a draft. The way to the public is the same for all: a file publishes nothing. A
 * calendar (iCalendar) is such a table too, its UIDs the numbers.
 */
import { Temporal } from "temporal-polyfill";
import { organisationsByPaths, organisationsCalled, placeIdsByNumbers, placesOf } from "#places";
import { holdsSomewhere, pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { Problem } from "#platform/errors";
import {
  type CellFault,
  defineTable,
  type Filter,
  type Landing,
  mostOccasions,
  type ReadRow,
} from "#platform/exchange";
import { addSessions } from "../changing/change-event.ts";
import type { EventText } from "../desk/contract.ts";
import { eventText, sessionText } from "../drafting/texts.ts";
import {
  createEvent,
  editDraft,
  editDraftSession,
  eventToWrite,
  removeSession,
} from "../drafting/write-event.ts";
import { jointOrganisers } from "../event-store.ts";
import { may, taking, writers } from "../may.ts";
import { type Session, sessionsOf } from "../session-store.ts";
import { type Brought, broughtAfter, lockBrought, setBroughtAs } from "./brought-store.ts";
import { type EventValues, eventColumns } from "./columns.ts";
import { cellsOf } from "./event-cells.ts";
import { instantsOf, movedTo, type SessionsPlan, sessionsPlan, textFrom } from "./event-plan.ts";

type Organisation = Awaited<ReturnType<typeof organisationsCalled>>[number];
type Row = ReadRow<typeof eventColumns>;

/** Whoever writes for one organisation only need not name it. */
interface Prepared {
  own: Organisation | null;
}

export const eventsTable = defineTable<typeof eventColumns, Prepared>({
  name: "events",
  columns: eventColumns,
  key: ["organisation", "number"],
  batch: 50,
  filters: [],
  may: {
    bring: (who) => who.subject !== null && holdsSomewhere(who, ...writers),
    take: (who) => holdsSomewhere(who, ...taking),
  },
  prepare: async (ctx) => {
    const own = [...(await organisationsByPaths(ctx.db, pathsHeld(ctx.actor, ...writers))).values()];
    return { own: own.length === 1 ? (own[0] ?? null) : null };
  },
  landRows,
  rowsOf,
});

interface Around {
  /** Those that are not cancelled. */
  sessionsOf(event: Brought): Session[];
  textOf(event: Brought): EventText;
  placeNumberOf(event: Brought): string | null;
}

/** What the rows of a batch are judged by. */
interface Known extends Around {
  called: Organisation[];
  own: Organisation | null;
  events: Brought[];
  places: Map<string, string>;
}

async function landRows(
  ctx: TxCtx,
  rows: readonly Row[],
  { own }: Prepared,
): Promise<Landing<typeof eventColumns>[]> {
  const said = (column: "organisation" | "number" | "place") => [
    ...new Set(rows.flatMap(({ values }) => values[column] ?? [])),
  ];
  const called = await organisationsCalled(ctx.db, said("organisation").map(pathless));
  const owners = [...called, ...(own ? [own] : [])].map(({ id }) => id);
  const events = await lockBrought(ctx.db, owners, said("number"));
  const known: Known = {
    called,
    own,
    events,
    places: await placeIdsByNumbers(ctx.db, said("place")),
    ...(await aroundOf(ctx, events)),
  };
  const landings: Landing<typeof eventColumns>[] = [];
  // Each is an event with a record and a way of its own; a file of events has hundreds, not thousands.
  for (const { values } of rows) landings.push(await landRow(ctx, values, known));
  return landings;
}

const pathless = (text: string) => text.trim().replace(/\.$/, "");

async function landRow(ctx: TxCtx, values: EventValues, known: Known): Promise<Landing<typeof eventColumns>> {
  const organisation = ownerOf(values, known);
  if ("faults" in organisation) return organisation;
  const now = known.events.find(
    (one) => one.organisationId === organisation.id && one.number === values.number,
  );
  const faults = faultsOf(ctx, values, { organisation, now, known });
  if (faults.length > 0) return { faults };
  try {
    return await ctx.db.attempt((db) =>
      now ? change({ ...ctx, db }, values, now, known) : add({ ...ctx, db }, values, organisation, known),
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.faults.length === 0) return { faults: [{ id: `refusal.${error.id}`, data: error.data }] };
    return { faults: error.faults.map(({ field, id, data }) => ({ column: columnOf(field), id, data })) };
  }
}

function ownerOf(values: EventValues, { called, own }: Known): Organisation | { faults: CellFault[] } {
  const said = values.organisation ? pathless(values.organisation) : null;
  const fault = (id: string, data = {}) => ({ faults: [{ column: "organisation", id, data }] });
  if (said === null) return own ?? fault("event.whose");
  const found = called.filter((one) => one.path === `${said}.` || one.name === said);
  const [organisation] = found;
  if (!organisation) return fault("organisation.unknown", { said });
  return found.length > 1 ? fault("organisation.several", { name: said }) : organisation;
}

function faultsOf(
  { actor }: TxCtx,
  values: EventValues,
  { organisation, now, known }: { organisation: Organisation; now: Brought | undefined; known: Known },
): CellFault[] {
  const allowed = may["event.write"](actor, { orgPath: organisation.path, state: "draft" });
  return [
    ...(allowed ? [] : [{ column: "organisation", id: "row.not-yours" }]),
    ...(!now && !values.title ? [{ column: "title", id: "missing" }] : []),
    ...(values.place && !known.places.has(values.place)
      ? [{ column: "place", id: "place.number-unknown", data: { number: values.place } }]
      : []),
  ];
}

async function add(
  ctx: TxCtx,
  values: EventValues,
  { id: organisationId }: Organisation,
  { places }: Known,
): Promise<Landing<typeof eventColumns>> {
  // Cancelled before it was ever brought: nothing to write.
  if (values.cancelled) return { did: "unchanged" };
  const event = textFrom(values, null, places.get(values.place ?? "") ?? null);
  const times = instantsOf(values.sessions?.times ?? [], ctx.city.zone);
  const sessions = times.map(sessionAt);
  const { id } = await createEvent(ctx, { organisationId, event, sessions });
  await setBroughtAs(ctx.db, id, values.number ?? "");
  return { did: "added", ...alsoMore(ctx, values) };
}

async function change(
  ctx: TxCtx,
  values: EventValues,
  now: Brought,
  known: Known,
): Promise<Landing<typeof eventColumns>> {
  const was = known.textOf(now);
  const text = textFrom(values, was, known.places.get(values.place ?? "") ?? null);
  const zone = ctx.city.zone;
  const isComing = ({ endsAt }: { endsAt: Temporal.Instant }) =>
    Temporal.Instant.compare(endsAt, ctx.clock()) > 0;
  const wanted = values.cancelled
    ? []
    : values.sessions === undefined
      ? null
      : (values.sessions?.times ?? []);
  // What is over stays, whatever the file says of it or no longer says.
  const plan: SessionsPlan = wanted
    ? sessionsPlan(known.sessionsOf(now).filter(isComing), instantsOf(wanted, zone).filter(isComing))
    : { add: [], move: [], remove: [] };
  const sameText = JSON.stringify(text) === JSON.stringify(was);
  if (sameText && plan.add.length + plan.move.length + plan.remove.length === 0) return { did: "unchanged" };
  if (now.state !== "draft") return { faults: [{ column: "number", id: "event.brought-not-draft" }] };
  await write(ctx, now, sameText ? null : text, plan);
  const around = aroundCells(now, known, ctx);
  return {
    did: "changed",
    was: cellsOf(was, around),
    becomes: cellsOf(text, {
      ...around,
      place: values.place === undefined ? around.place : values.place,
      times: wanted ?? around.times,
    }),
    ...alsoMore(ctx, values),
  };
}

async function write(ctx: TxCtx, now: Brought, words: EventText | null, plan: SessionsPlan): Promise<void> {
  const { id } = now;
  let { version } = now;
  if (words) ({ version } = await editDraft(ctx, await eventToWrite(ctx, id, version), words));
  for (const session of plan.remove) {
    ({ version } = await removeSession(ctx, { sessionId: session.id, version }));
  }
  for (const { session, to } of plan.move) {
    const event = await eventToWrite(ctx, id, version);
    const moved = movedTo(sessionText(session, event), to, ctx.city.zone);
    ({ version } = await editDraftSession(ctx, event, session, moved));
  }
  if (plan.add.length > 0) await addSessions(ctx, { id, version, sessions: plan.add.map(sessionAt) });
}

const sessionAt = ({ startsAt, endsAt }: SessionsPlan["add"][number]) => ({
  startsAt: startsAt.toString(),
  endsAt: endsAt.toString(),
  label: "",
  placeId: null,
  spaceId: null,
  booking: null,
});

/** Said beside the row: not all of its sessions have come. */
function alsoMore(ctx: Ctx, { sessions }: EventValues) {
  if (!sessions?.more) return {};
  const becomes = textFor(ctx)("exchange.events.more", { count: mostOccasions });
  return { also: [{ column: "sessions", was: "", becomes }] };
}

/** The column that a fault of the use case is about. */
function columnOf(field: string): string | undefined {
  const part = field.split("/")[3];
  if (field.startsWith("/body/session")) return "sessions";
  const columns: Record<string, string> = { ageFrom: "age_from", ageTo: "age_to", placeId: "place" };
  return part && (columns[part] ?? (part in eventColumns ? part : undefined));
}

function aroundCells(event: Brought, around: Around, { city: { zone } }: Ctx) {
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDateTime().toString();
  return {
    orgPath: event.orgPath,
    number: event.number,
    place: around.placeNumberOf(event),
    times: around.sessionsOf(event).map(({ startsAt, endsAt }) => ({
      start: local(startsAt),
      end: local(endsAt),
    })),
    cancelled: event.cancelledAt !== null,
  };
}

/** What stands around events, asked once for all. */
async function aroundOf(ctx: Ctx, events: readonly Brought[]): Promise<Around> {
  const ids = events.map(({ id }) => id);
  const sessions = Map.groupBy(await sessionsOf(ctx.db, ids), ({ eventId }) => eventId);
  const joint = Map.groupBy(await jointOrganisers(ctx.db, ids), ({ eventId }) => eventId);
  const places = await placesOf(ctx.db, [...new Set(events.flatMap(({ placeId }) => placeId ?? []))]);
  return {
    sessionsOf: ({ id }) => (sessions.get(id) ?? []).filter((one: Session) => !one.cancelledAt),
    textOf: (event) =>
      eventText(
        event,
        (joint.get(event.id) ?? []).map(({ organisationId }) => organisationId),
      ),
    placeNumberOf: ({ placeId }) => (placeId && places.get(placeId)?.number) || null,
  };
}

async function* rowsOf(ctx: Ctx, _: Filter): AsyncGenerator<EventValues> {
  const paths = ctx.actor.kind === "system" ? [""] : pathsHeld(ctx.actor, ...taking);
  let after = { orgPath: "", number: "" };
  for (;;) {
    const page = await broughtAfter(ctx.db, paths, after, 200);
    const last = page.at(-1);
    if (!last) return;
    const around = await aroundOf(ctx, page);
    for (const event of page) yield cellsOf(around.textOf(event), aroundCells(event, around, ctx));
    after = last;
  }
}
