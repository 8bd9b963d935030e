/** A morning at a till in the middle of which the server or PostgreSQL is killed: books going out, coming back and renewed at once. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { aHouse, aReader, type House, someCopies } from "#library/circulation/testing";
import { type City, openCity } from "#main/city";
import { aStaff } from "#people/testing";
import { startSession } from "#platform/auth";
import { readConfig } from "#platform/config";
import { inTx, wallClock } from "#platform/ctx";
import { shownMessages } from "#platform/notify";
import { seededRandom } from "#platform/testing";
import { type Asked, anAsk, ask, askedAgain, toldOf } from "./asked.ts";
import { kill, type Server, start, stop, victims } from "./killed-server.ts";
import { type Row, rowOf } from "./table.ts";

/** So many books go out at once, and as many come back. */
const books = 40;
const readers = 30;
/** They come within so many milliseconds. */
const span = 600;

interface Till {
  house: House;
  cookie: string;
  subjects: string[];
  /** Two shelves: what goes out in one morning comes back in the next. */
  shelves: [number[], number[]];
}

/** Kills each victim at so many moments, which a seed names. */
export async function killedLending({ moments, seed }: { moments: number; seed: string }): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "wenmai-faults-"));
  chmodSync(dataDir, 0o711);
  const random = seededRandom(`lending ${seed}`);
  let server = await start(dataDir);
  const city = await openCity(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "silent" }), server.url, {
    messenger: shownMessages(wallClock),
  });
  const rows: Row[] = [];
  try {
    const till = await aTill(city);
    await morning(server, till, { out: 0 }).done;
    let out: 0 | 1 = 1;
    for (const victim of victims) {
      for (let moment = 1; moment <= moments; moment++) {
        const after = 1 + (random(2).readUInt16BE() % (2 * books - 1));
        const before = await comeBack(city, till);
        const { asks, moment: reached, done } = morning(server, till, { out, after });
        await reached;
        await wait(random(1).readUInt8() % 20);
        server = await kill(victim, server, dataDir);
        await done;
        rows.push(
          await judged(
            city,
            server,
            { till, asks, out, before },
            `${victim} killed after ${after} at the till`,
          ),
        );
        out = out === 0 ? 1 : 0;
      }
    }
  } finally {
    await city.close();
    await stop(server);
    rmSync(dataDir, { recursive: true, force: true });
  }
  return rows;
}

function aTill(city: City): Promise<Till> {
  return inTx(city.ctx("faults"), async (ctx) => {
    const house = await aHouse(ctx);
    const { account } = await aStaff(ctx, { organisationId: house.organisationId, role: "clerk" });
    let cookie = "";
    const setSession = (token: string | null) => {
      cookie = `wenmai=${token}`;
    };
    // Vouched for by a provider: nobody here has a password.
    await startSession({ ...ctx, setSession }, { account, channel: "desk", proof: "provider" });
    const subjects: string[] = [];
    for (let n = 0; n < readers; n++) subjects.push((await aReader(ctx, house)).subject);
    const shelf = async () => (await someCopies(ctx, house, { copies: books })).itemIds;
    return { house, cookie, subjects, shelves: [await shelf(), await shelf()] };
  });
}

interface Asks {
  going: Asked[];
  coming: Asked[];
}

/** The books of one shelf go out while those of the other come back. */
function morning(
  server: Server,
  { house: { placeId }, cookie, subjects, shelves }: Till,
  { out, after = Number.POSITIVE_INFINITY }: { out: 0 | 1; after?: number },
): { asks: Asks; moment: Promise<void>; done: Promise<unknown> } {
  const going = shelves[out].map((itemId, n) =>
    anAsk("/api/library/till/loans", cookie, {
      itemId,
      placeId,
      subject: subjects[n % readers],
      despite: null,
    }),
  );
  const coming = shelves[out === 0 ? 1 : 0].map((itemId) =>
    anAsk("/api/library/till/returns", cookie, { itemId, placeId, returnedOn: null }),
  );
  const moment = Promise.withResolvers<void>();
  let acknowledged = 0;
  const all = going.flatMap((one, n) => [one, coming[n] ?? one]);
  const done = Promise.all(
    all.map(async (one, n) => {
      await wait((n * span) / all.length);
      if ((await ask(server.port, one)) !== null && ++acknowledged === after) moment.resolve();
    }),
  );
  return { asks: { going, coming }, moment: moment.promise, done };
}

/** How often each copy has come back. */
async function comeBack(city: City, { shelves }: Till): Promise<Map<number, number>> {
  const rows = await city.db.many<{ itemId: number; times: number }>`
    select item_id, count(*)::int as times from library.past_loan where item_id = any(${shelves.flat()}::bigint[]) group by item_id`;
  return new Map(rows.map(({ itemId, times }) => [itemId, times]));
}

/** What was acknowledged is there once; asked again, everything is done once; and all that is counted agrees. */
async function judged(
  city: City,
  server: Server,
  { till, asks, out, before }: { till: Till; asks: Asks; out: 0 | 1; before: Map<number, number> },
  what: string,
): Promise<Row> {
  const { going, coming } = asks;
  const lent = going.flatMap((one) => toldOf(one, "loanId") ?? []);
  const back = coming.filter(({ told }) => told !== null).length;
  const { kept } = await city.db.one<{ kept: number }>`
    select count(*)::int as kept from library.loan where id = any(${lent}::uuid[])`;
  const after = await comeBack(city, till);
  const lostReturns = coming.filter((one, n) => {
    const itemId = till.shelves[out === 0 ? 1 : 0][n] ?? 0;
    return one.told !== null && (after.get(itemId) ?? 0) !== (before.get(itemId) ?? 0) + 1;
  }).length;
  const again = await askedAgain(server.port, [...going, ...coming]);
  const end = await comeBack(city, till);
  const twice = till.shelves[out === 0 ? 1 : 0].filter(
    (itemId) => (end.get(itemId) ?? 0) !== (before.get(itemId) ?? 0) + 1,
  ).length;
  return rowOf(what, `${lent.length} loans and ${back} returns acknowledged`, {
    "loans lost": lent.length - kept,
    "returns lost": lostReturns,
    ...again,
    "returned not once": twice,
    ...(await disagreeing(city, till, out)),
  });
}

/** Copies, readers, news and audit that do not agree with the loans. */
async function disagreeing(
  city: City,
  { shelves, subjects }: Till,
  out: 0 | 1,
): Promise<Record<string, number>> {
  return city.db.one<Record<string, number>>`
    select (select count(*)::int from library.item i where i.id = any(${shelves.flat()}::bigint[])
              and (i.away is not distinct from 'on-loan') <> exists (select from library.loan l where l.item_id = i.id)) as "copies elsewhere",
           (select count(*)::int from unnest(${shelves[out]}::bigint[]) as i(id)
             where not exists (select from library.loan l where l.item_id = i.id)) as "not lent",
           (select count(*)::int from library.reader r where r.subject = any(${subjects}::uuid[])
              and r.loans <> (select count(*) from library.loan l where l.subject = r.subject)) as "readers counted wrong",
           (select count(*)::int from library.loan l where l.item_id = any(${shelves.flat()}::bigint[])
              and (select count(*) from platform.outbox o where o.type = 'loan.made' and o.payload ->> 'loanId' = l.id::text) <> 1) as "news not once",
           (select count(*)::int from library.loan l where l.item_id = any(${shelves.flat()}::bigint[])
              and (select count(*) from platform.audit a where a.what = 'loan.made' and a.target = l.id::text) <> 1) as "audited not once"`;
}
