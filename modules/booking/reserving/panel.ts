/** The screen at a room's door: whether it is taken now and until when, what comes next, and the code of the day. Nobody is named. */
import { timingSafeEqual } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { roomCode } from "./check-in.ts";
import type { roomPanel } from "./contract.ts";
import { type Part, partsOf } from "./free.ts";
import { type Described, describeResources } from "./naming.ts";
import { busyIn, type Reservation, standingIn } from "./reservation-store.ts";
import { type Resource, resourceOf } from "./resource-store.ts";
import { timesText } from "./rules.ts";
import { seatsIn } from "./seats/seat-store.ts";

type Panel = AnswerOf<typeof roomPanel>;
const mostNext = 4;

/** What the screen at a room knows it by: who has only the address of the room cannot read its code at home. */
export function panelKey(ctx: Pick<Ctx, "keyedHash">, resourceId: string): string {
  return ctx.keyedHash("booking/panel", resourceId).subarray(0, 12).toString("base64url");
}

/** Not found without the key of the room. */
export async function panelView(ctx: Ctx, id: string, key: string): Promise<Panel> {
  const right = Buffer.from(panelKey(ctx, id));
  const told = Buffer.from(key);
  const fits = told.length === right.length && timingSafeEqual(told, right);
  const resource = found(fits ? await resourceOf(ctx.db, id) : null, "room", id);
  const is = found((await describeResources(ctx, [resource])).get(id), "room", id);
  const { zone } = ctx.city;
  const now = ctx.clock();
  const day = today(ctx);
  const times = {
    startsAt: day.toZonedDateTime(zone).toInstant(),
    endsAt: day.add({ days: 1 }).toZonedDateTime(zone).toInstant(),
  };
  const busy = (await busyIn(ctx.db, [id], times)).get(id) ?? [];
  const parts = is.there ? partsOf(day, { place: is.place, busy, now, zone }) : [];
  const seats = await seatsIn(ctx.db, id, { startsAt: now, endsAt: now.add({ minutes: 1 }) });
  // Of a reading room it is the seats that people have.
  const standing = seats.length > 0 ? [] : await standingIn(ctx.db, id, times);
  return {
    name: is.name,
    place: is.placeName,
    demo: resource.demo,
    at: now.toString(),
    now:
      seats.length > 0 && !shutNow(parts, now) ? openNow(is, ctx) : nowOf(resource, { parts, standing, now }),
    next: standing
      .filter(({ startsAt }) => Temporal.Instant.compare(startsAt, now) > 0)
      .slice(0, mostNext)
      .map((one) => ({ ...timesText(one), title: titleOf(one) })),
    seats:
      seats.length > 0
        ? {
            free: seats.filter(({ state, because }) => state === null && because === null).length,
            of: seats.length,
          }
        : null,
    checkIn: resource.rules.checkIn && {
      code: roomCode(ctx, id),
      href: `${ctx.city.publicUrl}/rooms/${id}/here?code=${roomCode(ctx, id)}`,
    },
  };
}

function nowOf(
  { rules: { checkIn } }: Resource,
  {
    parts,
    standing,
    now,
  }: { parts: ReturnType<typeof partsOf>; standing: readonly Reservation[]; now: Temporal.Instant },
): Panel["now"] {
  const compare = Temporal.Instant.compare;
  const ahead = parts.filter(({ endsAt }) => compare(endsAt, now) > 0);
  const part = ahead.find(({ startsAt }) => compare(startsAt, now) <= 0);
  const none = { title: null, checkInBy: null };
  if (!part) return { state: "closed", until: ahead[0]?.startsAt.toString() ?? null, ...none };
  const until = part.endsAt.toString();
  if (part.state === "shut") return { state: "shut", until, title: part.because, checkInBy: null };
  if (part.state !== "taken") return { state: "free", until, ...none };
  const holder = standing.find(
    ({ startsAt, endsAt }) => compare(startsAt, now) <= 0 && compare(endsAt, now) > 0,
  );
  const awaited = holder?.state === "confirmed" && holder.useRef === null && checkIn;
  return {
    state: "taken",
    until: (holder ?? part).endsAt.toString(),
    title: holder ? titleOf(holder) : null,
    checkInBy: awaited ? holder.startsAt.add({ minutes: checkIn.untilMinutes }).toString() : null,
  };
}

const shutNow = (parts: readonly Part[], now: Temporal.Instant) =>
  parts.some(
    ({ state, startsAt, endsAt }) =>
      state === "shut" &&
      Temporal.Instant.compare(startsAt, now) <= 0 &&
      Temporal.Instant.compare(endsAt, now) > 0,
  );

/** Of a reading room it is said whether it is open; how many seats are free stands beside. */
function openNow({ place, there }: Described, ctx: Pick<Ctx, "clock" | "city">): Panel["now"] {
  const { zone } = ctx.city;
  const now = ctx.clock();
  const day = now.toZonedDateTimeISO(zone).toPlainDate();
  const [part] = (there ? partsOf(day, { place, busy: [], now, zone }) : []).filter(
    ({ endsAt }) => Temporal.Instant.compare(endsAt, now) > 0,
  );
  const open = part !== undefined && Temporal.Instant.compare(part.startsAt, now) <= 0;
  const until = part ? (open ? part.endsAt : part.startsAt).toString() : null;
  return { state: open ? "free" : "closed", until, title: null, checkInBy: null };
}

/** What the city does there is public; what people do is theirs. */
const titleOf = ({ useRef, purpose }: Reservation) => (useRef === null ? null : purpose);
