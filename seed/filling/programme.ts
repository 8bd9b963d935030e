/** Series and events, written, checked and published by the staff whose work it is. */

import { Temporal } from "temporal-polyfill";
import { actorFor } from "#people/filling";
import type { Actor, Role } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import {
  cancelSession,
  createEvent,
  createSeries,
  openSlots,
  openTours,
  previewEvent,
  takeStep,
} from "#programme/filling";
import type { DemoCity, DemoEvent, DemoSession } from "../demo/types.ts";
import { at, idOf, type Keys } from "./keys.ts";

export async function fillSeries(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  for (const [at, one] of city.series.entries()) {
    const { id } = await inTx(ctx, (inner) =>
      createSeries(inner, {
        organisationId: idOf(keys.organisations, one.organisation).id,
        level: one.level,
        parentId: one.parent === null ? null : idOf(keys.series, one.parent),
        series: {
          name: one.name,
          summary: one.summary,
          translations: { en: { name: one.name_en, summary: one.summary_en } },
          family: one.family,
          startsOn: one.from,
          endsOn: one.to,
          // Themes stand as they were written.
          position: one.level === "theme" ? at : 0,
        },
      }),
    );
    keys.series.set(one.key, id);
  }
}

const steps = ["submit", "check", "approve", "publish"] as const;
const rolesOf = { submit: "editor", check: "reviewer", approve: "publisher", publish: "publisher" } as const;
const stepsUntil = { draft: 0, submitted: 1, checked: 2, approved: 3, published: 4 } as const;

export async function fillEvents(ctx: Ctx, city: DemoCity, keys: Keys, step: () => void): Promise<void> {
  const actors: Actors = new Map();
  for (const account of [...keys.staff.values()].map((one) => one.account)) {
    const actor = await actorFor(ctx, { account, actingFor: null });
    if (actor) actors.set(account, actor);
  }
  for (const one of city.events) {
    await fillEvent(ctx, city, { ...keys, actors }, one);
    step();
  }
}

/** The staff as they are once everybody has their roles: asked once, not at every step of every event. */
type Actors = Map<string, Actor>;

async function fillEvent(
  ctx: Ctx,
  city: DemoCity,
  keys: Keys & { actors: Actors },
  one: DemoEvent,
): Promise<void> {
  const organisation = idOf(keys.organisations, one.organisation);
  const as = (role: Role, except: string[] = []) =>
    staffActor(keys, { role, path: organisation.path, except });
  const writtenAt = before(city, one);
  const writer = as("editor");
  const written = await inTx({ ...at(ctx, writtenAt), actor: writer, channel: "desk" }, (inner) =>
    createEvent(inner, {
      organisationId: organisation.id,
      event: {
        kind: one.kind,
        title: one.title,
        summary: one.summary,
        description: one.description,
        audience: one.audience,
        ageFrom: one.ages.from,
        ageTo: one.ages.to,
        translations: {
          en: {
            title: one.title_en,
            summary: one.summary_en,
            description: one.description_en,
            audience: one.audience_en,
          },
        },
        mode: one.mode,
        placeId: one.place && idOf(keys.places, one.place),
        spaceId: one.space && idOf(keys.spaces, one.space),
        link: one.link,
        seriesId: one.series && idOf(keys.series, one.series),
        expectedCrowd:
          one.mode !== "online" && one.sessions.some(({ booking }) => booking === null) ? 200 : null,
        jointOrganiserIds: one.jointOrganisers.map((key) => idOf(keys.organisations, key).id),
      },
      sessions: one.sessions.map((session) => sessionText(one, session, keys)),
    }),
  );
  keys.events.set(one.key, written.id);
  let { version } = await fillEntry({ ...at(ctx, writtenAt), actor: writer, channel: "desk" }, written, one);
  // Nobody checks or approves what they wrote, and whoever checked does not approve.
  const hands = writer.account ? [writer.account] : [];
  for (const step of steps.slice(0, stepsUntil[one.state])) {
    const actor = step === "submit" ? writer : as(rolesOf[step], hands);
    const done = await inTx({ ...at(ctx, writtenAt), actor, channel: "desk" }, (inner) =>
      takeStep(inner, { id: written.id, version, step }),
    );
    version = done.version;
    if (step === "check" && actor.account) hands.push(actor.account);
  }
  const { sessions } = await previewEvent(ctx, written.id);
  for (const session of one.sessions) {
    const made = sessions.find(
      ({ startsAt, label }) => same(startsAt, session.startsAt) && label === session.label,
    );
    if (made?.offer) keys.offers.set(session.key, made.offer.id);
    if (made && session.cancelled) {
      const because = session.cancelled.because;
      const actor = as("publisher");
      const done = await inTx({ ...ctx, actor, channel: "desk" }, (inner) =>
        cancelSession(inner, { id: made.id, version, reason: because }),
      );
      version = done.version;
    }
  }
}

/** Timed entry and its tours, made from the hours of the place. */
async function fillEntry(
  ctx: Ctx,
  written: { id: string; version: number },
  { entry }: DemoEvent,
): Promise<{ version: number }> {
  if (!entry) return written;
  const { from, through, everyMinutes, online, walkIn, tours } = entry;
  const plan = (places: number, atTheDoor: number) => ({
    ...{ id: written.id, from, through },
    booking: {
      pools: [
        { channel: "online" as const, quota: places },
        { channel: "walk-in" as const, quota: atTheDoor },
      ],
      ...{ releaseDaysBefore: 7, releaseAt: "10:00", maxPerClaim: 4, minLevel: 0, cancelUntilMinutes: 60 },
    },
  });
  return inTx(ctx, async (inner) => {
    const slots = { ...plan(online, walkIn), everyMinutes, lastEntryMinutes: 30 };
    let { version } = await openSlots(inner, { ...slots, version: written.version });
    for (const language of ["zh", "ug"] as const) {
      const tour = { ...plan(12, 3), at: [...tours], minutes: 40, language, label: "" };
      ({ version } = await openTours(inner, { ...tour, version }));
    }
    return { version };
  });
}

function sessionText(event: DemoEvent, session: DemoSession, keys: Keys) {
  const elsewhere = session.place !== event.place;
  return {
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    label: session.label,
    placeId: elsewhere && session.place ? idOf(keys.places, session.place) : null,
    spaceId:
      session.space && (elsewhere || session.space !== event.space) ? idOf(keys.spaces, session.space) : null,
    booking: session.booking && {
      ...session.booking,
      pools: session.booking.pools.map((pool) => ({ ...pool })),
    },
  };
}

const same = (one: string, other: string) => Temporal.Instant.compare(one, other) === 0;

/** Two days before the first opening of places or the first session, and never after now. */
function before(city: DemoCity, { sessions }: DemoEvent): string {
  const moments = [
    city.now,
    ...sessions.flatMap(({ startsAt, booking }) => [startsAt, booking?.opensAt ?? startsAt]),
  ];
  const first = moments.map((moment) => Temporal.Instant.from(moment)).toSorted(Temporal.Instant.compare)[0];
  return (first ?? Temporal.Instant.from(city.now)).subtract({ hours: 48 }).toString();
}

/** Somebody else of the demo staff who holds the role there: the nearest above first. */
function staffActor(
  keys: Keys & { actors: Actors },
  { role, path, except }: { role: Role; path: string; except: string[] },
): Actor {
  const actors: { actor: Actor; depth: number }[] = [];
  for (const { account, grants } of keys.staff.values()) {
    const near = grants.some(({ organisation }) =>
      path.startsWith(idOf(keys.organisations, organisation).path),
    );
    if (!near || except.includes(account)) continue;
    const actor = keys.actors.get(account);
    const depth = Math.max(
      -1,
      ...(actor?.grants ?? [])
        .filter((g) => g.role === role && path.startsWith(g.path))
        .map((g) => g.path.length),
    );
    if (actor && depth >= 0) actors.push({ actor, depth });
  }
  const [nearest] = actors.toSorted((a, b) => b.depth - a.depth);
  if (!nearest) throw new Error(`nobody of the demo staff is ${role} for ${path}`);
  return nearest.actor;
}
