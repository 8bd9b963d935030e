/**
 * A hot release over HTTP with every guard on: 10,000 people in ten seconds, then one offer and fifty as fast as 256 connections can,
 * beside pgbench writing the same rows in the same server. Afterwards the rows are counted.
 */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { makeOffers } from "#booking";
import { claimPlaces } from "#booking/contract";
import { operation } from "#contract";
import type { City } from "#main/city";
import { cityServer } from "#main/server";
import { type Actor, policy } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { newId, sql } from "#platform/db";
import { by, implement, performer } from "#platform/http";
import { onFreshCity } from "./own-cluster.ts";
import { findPgbench, pgbench } from "./pgbench.ts";
import type { Order, Told } from "./release-client.ts";
import { signedInCrowd } from "./release-people.ts";
import type { BenchResult } from "./run.ts";

const people = 10_000;
const rounds = 5;
const connections = 256;
const pgbenchSeconds = 3;
const wideOffers = 50;
const burst = { people: 10_000, seconds: 10, places: 1_000 };

type Say = (line: string) => void;

export async function bench(say: Say): Promise<BenchResult> {
  return onFreshCity(say, async ({ city, url, bin }) => {
    const cookies = await signedInCrowd(city, people);
    await city.db.run`analyze`;
    say(`${people} people are signed in`);
    const program = findPgbench(bin);
    if (!program) say("pgbench is not installed: nothing to compare with");
    const { port, close } = await serve(city);
    const client = startClient();
    const run: Run = { city, cookies, port, client, occasions: 0, told: [] };
    try {
      await saturated(run, 1, "claims");
      const arrived = await arrivals(run);
      say(`burst: p50 ${arrived.p50.toFixed(1)} ms, p99 ${arrived.p99.toFixed(1)} ms, ${counts(arrived)}`);
      const rates: Record<"hot" | "wide" | "ceiling" | "pgHot" | "pgWide", number[]> = {
        hot: [],
        wide: [],
        ceiling: [],
        pgHot: [],
        pgWide: [],
      };
      for (let round = 0; round < rounds; round++) {
        rates.hot.push(await saturated(run, 1, "claims"));
        rates.ceiling.push(await saturated(run, 1, "answers"));
        rates.wide.push(await saturated(run, wideOffers, "claims"));
        if (program) {
          rates.pgHot.push(await alone(city, { program, url, offers: 1 }));
          rates.pgWide.push(await alone(city, { program, url, offers: wideOffers }));
        }
        say(
          Object.entries(rates)
            .map(([name, some]) => `${name} ${some.at(-1)?.toFixed(0) ?? "-"}/s`)
            .join(", "),
        );
      }
      const { oversold, lost } = await compared(run);
      return {
        figures: {
          burst_p99_ms: arrived.p99,
          oversold,
          lost,
          hot_per_s: median(rates.hot),
          http_ceiling_per_s: median(rates.ceiling),
        },
        ratios: {
          hot_vs_pgbench: program === null ? null : median(against(rates.hot, rates.pgHot)),
          wide_vs_pgbench: program === null ? null : median(against(rates.wide, rates.pgWide)),
        },
        notes: [
          "limits: burst_p99_ms 1000, oversold 0, lost 0, hot_vs_pgbench 5, wide_vs_pgbench 0.8",
          `one server process with every guard on (session, roles, CSRF, input, rate limit per account, idempotency, audit, outbox), one client process with ${connections} connections, PostgreSQL with fsync, all on this machine; medians of ${rounds} interleaved rounds, ratios within each`,
          "http_ceiling_per_s: the same route with the claim left out; pgbench: prepared, 32 clients, one transaction for the pool, claim, audit, outbox and idempotency rows of one claim",
        ],
      };
    } finally {
      client.kill();
      await close();
    }
  });
}

interface Run {
  city: City;
  cookies: string[];
  port: number;
  client: ChildProcess;
  /** How many there have been. */
  occasions: number;
  /** What was acknowledged, offer by offer. */
  told: { offerIds: string[]; claims: string[] }[];
}

/** The route of a claim with its guards, and nothing claimed: what HTTP alone reaches. */
const answerOnly = operation({
  ...claimPlaces,
  id: "bench.answer",
  path: "/api/bench/offers/:offerId/answers",
});
const rules = policy({ "bench.answer": (who: Actor, _: object) => who.kind === "resident" });
const answering = implement(answerOnly, {
  may: by(rules, "bench.answer", () => ({})),
  together: {
    by: ({ params }) => params.offerId,
    run: async (_tx, _offerId, asked) =>
      asked.map(({ input: { body } }) => ({
        answer: { claimId: newId(), state: "confirmed" as const, size: body.size, overlaps: [] },
        refusal: null,
      })),
  },
});

async function serve(city: City): Promise<{ port: number; close(): Promise<void> }> {
  const operations = [...city.operations, answering];
  const app = await cityServer(
    { ...city, operations, performer: performer(operations, { checkAnswers: false }) },
    { pages: false },
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  const at = app.server.address();
  if (typeof at !== "object" || !at) throw new Error("the server does not listen on a port");
  return { port: at.port, close: () => app.close() };
}

const startClient = () =>
  fork(fileURLToPath(new URL("release-client.ts", import.meta.url)), { serialization: "advanced" });

function send(client: ChildProcess, order: Order): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the client ended"));
    client.once("exit", ended);
    client.once("message", (told) => {
      client.off("exit", ended);
      resolve(told as Told);
    });
    client.send(order);
  });
}

/** Offers that are open, each with so many places and at an hour of its own: nobody is at two of them at once. */
async function openOffers(run: Run, count: number, places: number): Promise<string[]> {
  return inTx(run.city.ctx("bench"), async (ctx) => {
    const now = ctx.clock();
    const offerIds: string[] = [];
    for (let n = 0; n < count; n++) {
      const startsAt = now.add({ hours: 48 + 3 * run.occasions++ });
      const [offerId = ""] = await makeOffers(ctx, [
        {
          kind: "bench-occasion",
          ref: newId(),
          orgPath: "klmy.",
          opensAt: now.subtract({ hours: 1 }),
          closesAt: now.add({ hours: 48 }),
          startsAt,
          endsAt: startsAt.add({ hours: 2 }),
          pools: [{ channel: "online", quota: places, releasesAt: null }],
        },
      ]);
      offerIds.push(offerId);
    }
    return offerIds;
  });
}

/** Everybody asks once, spread over so many offers, as fast as it goes. Answers how many a second were served. */
async function saturated(run: Run, offers: number, what: "claims" | "answers"): Promise<number> {
  const offerIds = await openOffers(run, offers, people);
  const prefix = what === "claims" ? "/api/offers" : "/api/bench/offers";
  const told = await send(run.client, {
    port: run.port,
    connections,
    asks: run.cookies.map((cookie, n) => ({
      cookie,
      path: `${prefix}/${offerIds[n % offers]}/${what}`,
    })),
    perSecond: null,
  });
  if (told.claims.length !== people) throw new Error(`not everybody was served: ${counts(told)}`);
  if (what === "claims") run.told.push({ offerIds, claims: told.claims });
  return people / told.seconds;
}

/** The crowd of a release: evenly over some seconds, more than there are places. */
async function arrivals(run: Run): Promise<Told> {
  const offerIds = await openOffers(run, 1, burst.places);
  const told = await send(run.client, {
    port: run.port,
    connections,
    asks: run.cookies
      .slice(0, burst.people)
      .map((cookie) => ({ cookie, path: `/api/offers/${offerIds[0]}/claims` })),
    perSecond: burst.people / burst.seconds,
  });
  run.told.push({ offerIds, claims: told.claims });
  const refused = told.counts["409 claim.none-left"] ?? 0;
  if (told.claims.length !== burst.places || refused !== burst.people - burst.places)
    throw new Error(`not the places and the rest refused: ${counts(told)}`);
  return told;
}

const counts = (told: Told) =>
  Object.entries(told.counts)
    .map(([name, count]) => `${count} × ${name}`)
    .join(", ");

/** Round by round: what else this machine does bears on both. */
const against = (ours: readonly number[], theirs: readonly number[]) =>
  ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN));

const median = (some: readonly number[]) =>
  some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN;

/** What pgbench reaches on offers of its own. Their ids are numbers, so that a script can name one at random. */
async function alone(
  city: City,
  { program, url, offers }: { program: string; url: string; offers: number },
): Promise<number> {
  const { last } = await city.db.one<{ last: number }>`
    select count(*)::int as last from booking.offer where kind = 'pgbench-occasion'`;
  const [from, to] = [last + 1, last + offers];
  await city.db.run`
    insert into booking.offer (id, kind, ref, org_path, opens_at, closes_at, starts_at, ends_at, rules)
    select ${sql.raw(uuid("n"))}, 'pgbench-occasion', gen_random_uuid(), 'klmy.', now() - interval '1 hour', now() + interval '2 days',
           now() + interval '2 days', now() + interval '3 days', '{}'
      from generate_series(${from}::int, ${to}::int) as n`;
  await city.db.run`
    insert into booking.pool (id, offer_id, channel, quota)
    select id, id, 'online', 1000000 from (select ${sql.raw(uuid("n"))} as id from generate_series(${from}::int, ${to}::int) as n) o`;
  return pgbench(program, { url, script: sameRows(from, to), seconds: pgbenchSeconds });
}

const uuid = (number: string) => `('00000000-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** The rows of one claim: as many, as long and under the same constraints as ours. */
function sameRows(from: number, to: number): string {
  const [pool, claim, who] = [uuid(":pool::bigint"), uuid(":claim::bigint"), uuid(":who::bigint")];
  return `
\\set pool random(${from}, ${to})
\\set claim random(1, 281474976710655)
\\set who random(1, 281474976710655)
begin;
update booking.pool set taken = taken + 1 where id = ${pool} and taken + 1 <= quota and open;
insert into booking.claim (id, offer_id, pool_id, subject, made_by, size, state, made_at, changed_at)
values (${claim}, ${pool}, ${pool}, ${who}, ${who}, 1, 'confirmed', now(), now());
insert into platform.audit (id, at, actor_kind, actor, channel, request_id, what, kind, target, subject, detail)
values (gen_random_uuid(), now(), 'resident', ${who}, 'portal', ${claim}::text, 'pgbench.confirmed', 'claim', ${claim}::text, ${who},
        jsonb_build_object('size', 1));
insert into platform.outbox (id, type, at, payload)
values (gen_random_uuid(), 'pgbench.confirmed', now(),
        jsonb_build_object('claimId', ${claim}, 'offerId', ${pool}, 'kind', 'pgbench-occasion', 'ref', ${pool}, 'orgPath', 'klmy.',
                           'size', 1, 'pool', 'online', 'startsAt', now()));
insert into platform.idempotency (who, key, operation, input_hash, answer, made_at)
values (${who}::text, ${claim}::text, 'pgbench', sha256(${claim}::text::bytea), decode(repeat('ab', 130), 'hex'), now());
commit;
`;
}

/** Compares what was acknowledged with every table it must stand in. */
async function compared({ city, told }: Run): Promise<{ oversold: number; lost: number }> {
  const offerIds = told.flatMap((one) => one.offerIds);
  const claims = told.flatMap((one) => one.claims);
  const found = await city.db.one<
    Record<"claims" | "audited" | "announced" | "answered" | "oversold", number>
  >`
    with asked as (select unnest(${claims}::uuid[]) as id),
         made as (select * from booking.claim where offer_id = any(${offerIds}::uuid[]))
    select (select count(*)::int from made join asked using (id)) as claims,
           (select count(*)::int from platform.audit a join asked on a.target = asked.id::text where a.what = 'claim.confirmed') as audited,
           (select count(*)::int from platform.outbox o join asked on o.payload ->> 'claimId' = asked.id::text
             where o.type = 'claim.confirmed') as announced,
           (select count(*)::int from platform.idempotency where operation = 'booking.claim' and answer is not null) as answered,
           (select (count(*) - count(distinct (offer_id, subject)))::int from made)
           + (select coalesce(sum(greatest(0, m.taken - p.quota) + abs(m.taken - p.taken)), 0)::int
                from booking.pool p join (select pool_id, sum(size)::int as taken from made group by pool_id) m on m.pool_id = p.id) as oversold`;
  const { oversold, ...counted } = found;
  const lost = Object.values(counted).reduce((sum, count) => sum + Math.abs(claims.length - count), 0);
  return { oversold, lost };
}
