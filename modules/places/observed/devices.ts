/** Devices that say by themselves when a door is open: made known at the desk, recognised by a key of their own. */
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, notFound, refused } from "#platform/errors";
import { facilities } from "../facility/facility-store.ts";
import { refusing } from "../refusing.ts";
import * as store from "./observation-store.ts";
import { observeOpening } from "./observe.ts";

/** Makes a device known. Its key is told once and kept nowhere. Refuses a name that the place uses already. */
export async function addDevice(
  ctx: TxCtx,
  placeId: string,
  name: string,
): Promise<{ id: string; key: string }> {
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  const id = newId();
  const key = `wmd_${ctx.random(24).toString("base64url")}`;
  await refusing({ door_device_name: () => refused("door-device.name-taken", { name: name.trim() }) }, () =>
    store.insertDevice(ctx.db, {
      id,
      placeId,
      name: name.trim(),
      madeAt: ctx.clock(),
      keyHash: hashOf(ctx, key),
    }),
  );
  await audit(ctx, { what: "door-device.added", on: { kind: "place", id: placeId }, detail: { device: id } });
  return { id, key };
}

/** Takes a device out of use: its key counts for nothing from now on. */
export async function retireDevice(ctx: TxCtx, placeId: string, deviceId: string): Promise<void> {
  if (!(await store.retireDevice(ctx.db, placeId, deviceId, ctx.clock())))
    throw notFound("door-device", deviceId);
  await audit(ctx, {
    what: "door-device.retired",
    on: { kind: "place", id: placeId },
    detail: { device: deviceId },
  });
}

/** A device that is open says so again and again; one row an hour is enough to know. */
const heartbeatMinutes = 60;

/** What a device says of its door. A change is written down at once, the same again once an hour. Refuses a key that is no device's. */
export async function heartbeat(
  ctx: TxCtx,
  { key, state }: { key: string; state: "open" | "closed" },
): Promise<{ written: boolean }> {
  const device = await store.deviceByKey(ctx.db, hashOf(ctx, key));
  if (!device) throw refused("door-device.unknown", {}, { status: 403 });
  const last = await store.lastOfDevice(ctx.db, device.placeId, device.name);
  const wasOpen = last !== null && last.what !== "closed";
  const minutes = last === null ? Number.POSITIVE_INFINITY : last.at.until(ctx.clock()).total("minutes");
  const same = wasOpen === (state === "open");
  if (same && (state === "closed" || minutes < heartbeatMinutes)) return { written: false };
  const opened = wasOpen ? "open" : "opened";
  await observeOpening(ctx, device.placeId, {
    what: state === "open" ? opened : "closed",
    how: "device",
    device: device.name,
  });
  return { written: true };
}

function hashOf(ctx: Pick<Ctx, "keyedHash">, key: string): Buffer {
  return ctx.keyedHash("places/door-device", key);
}
