/** Releases in the middle of which the server or PostgreSQL is killed, with a line beside each, and what of them is there afterwards. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { makeOffers } from "#booking";
import { type City, openCity } from "#main/city";
import { readConfig } from "#platform/config";
import { inTx, wallClock } from "#platform/ctx";
import { newId } from "#platform/db";
import { shownMessages } from "#platform/notify";
import { seededRandom } from "#platform/testing";
import { signedInCrowd } from "../../bench/release-people.ts";
import { type Asked, anAsk, ask, askedAgain, toldOf } from "./asked.ts";
import { busyLine, fullHouse, lineFaults, linePeople } from "./killed-line.ts";
import { kill, type Server, start, stop, victims } from "./killed-server.ts";
import { type Row, rowOf } from "./table.ts";

const people = 240;
const places = 100;
/** The crowd comes within so many milliseconds. */
const span = 400;

/** Kills each victim at so many moments, which a seed names. `afterwards` looks at the data folder before it goes. */
export async function killedReleases(
  { moments, seed }: { moments: number; seed: string },
  afterwards: (dataDir: string) => Row[] = () => [],
): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "wenmai-faults-"));
  // PostgreSQL, which never runs as root, must be able to enter it, or its data lies elsewhere.
  chmodSync(dataDir, 0o711);
  const random = seededRandom(seed);
  let server = await start(dataDir);
  const city = await openCity(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "silent" }), server.url, {
    messenger: shownMessages(wallClock),
  });
  const rows: Row[] = [];
  try {
    const cookies = await signedInCrowd(city, people);
    const inLine = await linePeople(city);
    for (const victim of victims) {
      for (let moment = 1; moment <= moments; moment++) {
        const after = 1 + (random(2).readUInt16BE() % (places - 1));
        const line = await fullHouse(city, server.port, inLine);
        const release = await begin(city, server, { cookies, after });
        const busy = busyLine(server.port, line, span);
        await release.moment;
        await wait(random(1).readUInt8() % 20);
        server = await kill(victim, server, dataDir);
        const what = `${victim} killed after ${after} claims`;
        rows.push(await judged(city, server, release, what));
        await busy;
        const told = [...line.joining, ...line.givingBack, ...line.holding, ...line.taking];
        const acknowledged = told.filter((one) => one.told !== null).length;
        const faults = await lineFaults(city, server.port, line);
        rows.push(rowOf(`${what}: the line`, `${acknowledged} of ${told.length} acknowledged`, faults));
      }
    }
    rows.push(...afterwards(dataDir));
  } finally {
    await city.close();
    await stop(server);
    rmSync(dataDir, { recursive: true, force: true });
  }
  return rows;
}

interface Release {
  offerId: string;
  asks: Asked[];
  /** So many claims have been acknowledged. */
  moment: Promise<void>;
  /** Each was told something, or nothing. */
  told: Promise<unknown>;
}

async function begin(
  city: City,
  server: Server,
  { cookies, after }: { cookies: string[]; after: number },
): Promise<Release> {
  const [offerId = ""] = await inTx(city.ctx("faults"), (ctx) => {
    const now = ctx.clock();
    return makeOffers(ctx, [
      {
        kind: "test-occasion",
        ref: newId(),
        orgPath: "klmy.",
        opensAt: now.subtract({ hours: 1 }),
        closesAt: now.add({ hours: 3 }),
        startsAt: now.add({ hours: 3 }),
        endsAt: now.add({ hours: 5 }),
        pools: [{ channel: "online", quota: places, releasesAt: null }],
      },
    ]);
  });
  const asks = cookies.map((cookie) => anAsk(`/api/offers/${offerId}/claims`, cookie, { size: 1 }));
  const moment = Promise.withResolvers<void>();
  let acknowledged = 0;
  const told = asks.map(async (one, n) => {
    await wait((n * span) / people);
    if ((await ask(server.port, one)) !== null && ++acknowledged === after) moment.resolve();
  });
  return { offerId, asks, moment: moment.promise, told: Promise.all(told) };
}

/** Everybody asks again with the key they had; then nothing may be lost, doubled, oversold or left over. */
async function judged(
  city: City,
  server: Server,
  { offerId, asks, told }: Release,
  what: string,
): Promise<Row> {
  await told;
  const kept = await claimsOf(city, offerId);
  const acknowledged = asks.flatMap((one) => toldOf(one, "claimId") ?? []);
  const { "answered otherwise": otherwise } = await askedAgain(server.port, asks);
  return rowOf(what, `${acknowledged.length} acknowledged, ${kept.size} kept`, {
    lost: acknowledged.filter((id) => !kept.has(id)).length,
    "answered otherwise": otherwise,
    "not given away": places - (await claimsOf(city, offerId)).size,
    "without audit, news or answer": await unwritten(city, offerId),
  });
}

async function claimsOf(city: City, offerId: string): Promise<Set<string>> {
  const rows = await city.db.many<{ id: string }>`
    select id from booking.claim where offer_id = ${offerId} and state = 'confirmed'`;
  return new Set(rows.map(({ id }) => id));
}

/** Claims that lack one of the rows written with them, and pools that count otherwise. */
async function unwritten(city: City, offerId: string): Promise<number> {
  const { missing } = await city.db.one<{ missing: number }>`
    with made as (select id::text, subject::text from booking.claim where offer_id = ${offerId})
    select (count(*) filter (where not exists (select from platform.audit a where a.target = made.id and a.what = 'claim.confirmed'))
          + count(*) filter (where not exists (select from platform.outbox o where o.payload ->> 'claimId' = made.id))
          + count(*) filter (where not exists (select from platform.idempotency i where i.who = made.subject and i.answer is not null))
          + abs(count(*) - (select taken from booking.pool where offer_id = ${offerId})))::int as missing
      from made`;
  return missing;
}
