/**
 * Lending in a small city and in a big one, in turns: 3,000 and 3,000,000 items, readers with nothing and with a thousand loans, titles nobody
 * and five thousand wait for. Beside it pgbench writing the same rows of a loan.
 */

import { aHouse, aReader, someCopies } from "#library/circulation/testing";
import { checkIn, checkOut } from "#library/filling";
import { type Ctx, inTx } from "#platform/ctx";
import { connect } from "#platform/db";
import { onFreshCity } from "./own-cluster.ts";
import { findPgbench, pgbench } from "./pgbench.ts";
import type { BenchResult } from "./run.ts";

const rounds = 5;
const loansARound = 200;
const clients = 32;
const rateSeconds = 3;
const sizes = {
  small: { items: 3_000, readers: 500, loans: 0, waiting: 0 },
  big: {
    items: Number(process.env.CIRCULATION_ITEMS ?? 3_000_000),
    readers: 60_000,
    loans: 1_000,
    waiting: 5_000,
  },
};
const ineligible = 500;

type Size = (typeof sizes)["small"];

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  return onFreshCity(say, (small) =>
    onFreshCity(say, async (big) => {
      const program = findPgbench(big.bin);
      const db = connect(big.url, { max: clients });
      try {
        const few = await filled(small.city.ctx("bench"), sizes.small);
        say("the small city is filled");
        const many = await filled({ ...big.city.ctx("bench"), db }, sizes.big);
        say("the big city is filled");
        const took = {
          out: { few: [] as number[], many: [] as number[] },
          back: { few: [] as number[], many: [] as number[] },
        };
        const rates: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
        // Once for nothing: plans, caches.
        await lentAndBack(few, loansARound);
        await lentAndBack(many, loansARound);
        for (let round = 0; round < rounds; round++) {
          for (const [name, city] of [
            ["few", few],
            ["many", many],
          ] as const) {
            const { out, back } = await lentAndBack(city, loansARound);
            took.out[name].push(...out);
            took.back[name].push(...back);
          }
          rates.ours.push(await lentASecond(many));
          if (program)
            rates.theirs.push(
              await pgbench(program, { url: big.url, script: sameRows(many), seconds: rateSeconds }),
            );
          say(
            `check-out p50 ${at(took.out.few, 0.5).toFixed(2)} and ${at(took.out.many, 0.5).toFixed(2)} ms, loans ${rates.ours.at(-1)?.toFixed(0)}/s, pgbench ${rates.theirs.at(-1)?.toFixed(0) ?? "-"}/s`,
          );
        }
        const deep = await deepQueue(many);
        return {
          figures: {
            checkout_p95_ms: at(took.out.many, 0.95),
            checkout_p50_ms: at(took.out.many, 0.5),
            return_p50_ms: at(took.back.many, 0.5),
            deep_queue_ms: deep,
            loans_per_s: at(rates.ours, 0.5),
          },
          ratios: {
            big_vs_small: at(took.out.many, 0.5) / at(took.out.few, 0.5),
            return_big_vs_small: at(took.back.many, 0.5) / at(took.back.few, 0.5),
            vs_pgbench:
              program === null
                ? null
                : at(
                    rates.ours.map((rate, n) => rate / (rates.theirs[n] ?? Number.NaN)),
                    0.5,
                  ),
          },
          notes: [
            "limits: big_vs_small 1.3, checkout_p95_ms 60, deep_queue_ms 10, vs_pgbench 0.6",
            `small: ${sizes.small.items} items, a reader with nothing, a title nobody waits for; big: ${sizes.big.items} items, a reader with ${sizes.big.loans} loans, a title ${sizes.big.waiting} wait for; one at a time, in turns`,
            `deep_queue_ms: median of a whole return whose copy is for the ${ineligible + 1}st, the ${ineligible} before being suspended`,
            `vs_pgbench: loans a second by ${clients} connections against pgbench with as many writing the same rows (item, loan, counts by the same triggers, audit, outbox), which looks nothing up and decides nothing`,
          ],
        };
      } finally {
        await db.end();
      }
    }),
  );
}

interface Filled {
  ctx: Ctx;
  placeId: string;
  organisationId: string;
  path: string;
  /** Ids of the plain copies, one after the other. */
  firstItem: number;
  items: number;
  /** Who has loans already, and the copies of the title for which many wait. */
  subject: string;
  wanted: { recordId: number; itemIds: number[] };
  readers: string[];
  lent: number;
}

/** Copies are many of a few titles: what costs is their number, not what is said of them. */
async function filled(ctx: Ctx, size: Size): Promise<Filled> {
  return inTx(ctx, async (inner) => {
    const { db } = inner;
    const house = await aHouse(inner);
    const { subject } = await aReader(inner, house);
    const titles = await someCopies(inner, house, { copies: 1 });
    const wanted = await someCopies(inner, house, { copies: 400 });
    await db.run`set local session_replication_role = replica`;
    const { first } = await db.one<{ first: number }>`
      with made as (
        insert into library.item (record_id, owner_id, org_path, barcode, place_id, made_at, changed_at)
        select ${titles.recordId}::bigint, ${house.organisationId}::uuid, ${house.path}, 'B' || n, ${house.placeId}::uuid, now(), now()
          from generate_series(1, ${size.items}::int) n returning id)
      select min(id) as first from made`;
    await db.run`update library.holding set items = ${size.items + 1}, available = ${size.items + 1} where record_id = ${titles.recordId}`;
    const readers = await db.many<{ subject: string }>`
      insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
      select gen_random_uuid(), 'person', 'adult', ${house.placeId}::uuid, ${house.path}, '2026-01-01' from generate_series(1, ${size.readers}::int)
      returning subject`;
    await db.run`set local session_replication_role = origin`;
    if (size.loans > 0)
      await lentBefore(inner, { subject, recordId: titles.recordId, house, loans: size.loans });
    await db.run`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
      select gen_random_uuid(), subject, ${wanted.recordId}::bigint, ${house.placeId}::uuid, ${house.path}, 'adult', ${house.path},
             now() + n * interval '1 second'
        from unnest(${readers.slice(0, size.waiting).map((one) => one.subject)}::uuid[]) with ordinality as w(subject, n)`;
    // A limit that lets a thousand and more be lent.
    await db.run`
      insert into library.loan_limit (id, organisation_id, org_path, owner_path, version, most, since, basis, set_at)
      values (gen_random_uuid(), ${house.organisationId}, ${house.path}, ${house.path}, 1, 9999, '2026-01-01', 'bench', now())`;
    return {
      ctx,
      ...house,
      firstItem: first,
      items: size.items,
      subject,
      wanted,
      readers: readers.slice(size.waiting).map((one) => one.subject),
      lent: 0,
    };
  }).then(async (made) => {
    await ctx.db.run`analyze`;
    return made;
  });
}

/** A thousand things lent before, none of them overdue. */
async function lentBefore(
  { db }: Ctx,
  {
    subject,
    recordId,
    house,
    loans,
  }: {
    subject: string;
    recordId: number;
    house: { organisationId: string; path: string; placeId: string };
    loans: number;
  },
): Promise<void> {
  await db.run`
    with copy as (
      update library.item set away = 'on-loan'
       where id in (select id from library.item where record_id = ${recordId} order by id desc limit ${loans}) returning id)
    insert into library.loan (id, item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category, guarantee,
                              rule_id, channel)
    select gen_random_uuid(), id, ${recordId}::bigint, ${house.organisationId}::uuid, ${house.path}, 'book', ${subject}::uuid, ${house.placeId}::uuid,
           ${house.path}, now(), now() + interval '30 days', 'adult', 'none', gen_random_uuid(), 'desk' from copy`;
}

/** So many copies lent to the same reader one after the other and brought back; milliseconds of each. In the big city every fourth is of the title many wait for. */
async function lentAndBack(city: Filled, loans: number): Promise<{ out: number[]; back: number[] }> {
  const { ctx, placeId, subject } = city;
  const out: number[] = [];
  const back: number[] = [];
  for (let n = 0; n < loans; n++) {
    const itemId = city.firstItem + (city.lent++ % (city.items / 2));
    out.push(await timed(() => inTx(ctx, (inner) => checkOut(inner, { subject, itemId, placeId }))));
    back.push(await timed(() => inTx(ctx, (inner) => checkIn(inner, { itemId, placeId }))));
  }
  return { out, back };
}

/** Loans a second by all connections, each reader and copy another. */
async function lentASecond(city: Filled): Promise<number> {
  const { ctx, placeId, readers } = city;
  const ends = performance.now() + rateSeconds * 1000;
  let made = 0;
  const client = async () => {
    while (performance.now() < ends) {
      const itemId = city.firstItem + (city.lent++ % (city.items / 2));
      const subject = readers[(city.lent * 7919) % readers.length] ?? "";
      await inTx(ctx, (inner) => checkOut(inner, { subject, itemId, placeId }));
      made++;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return made / ((performance.now() - began) / 1000);
}

/** The median of returns whose copy is for the one behind those who may not have it. */
async function deepQueue({ ctx, placeId, wanted, subject }: Filled): Promise<number> {
  await ctx.db.run`
    update library.reader set suspended_until = '2999-01-01'
     where subject in (select subject from library.hold where record_id = ${wanted.recordId} order by rank, asked_at, id limit ${ineligible})`;
  const took: number[] = [];
  for (const itemId of wanted.itemIds.slice(0, 21)) {
    await inTx(ctx, (inner) => checkOut(inner, { subject, itemId, placeId }));
    took.push(await timed(() => inTx(ctx, (inner) => checkIn(inner, { itemId, placeId }))));
  }
  const kept = await ctx.db.one<{ n: number }>`
    select count(*)::int as n from library.hold where record_id = ${wanted.recordId} and state = 'ready'`;
  if (kept.n !== took.length)
    throw new Error(`${kept.n} of ${took.length} returned copies are kept for somebody`);
  return at(took, 0.5);
}

/** The rows of one loan, as many and under the same constraints as ours; copies from the half that is not lent by us. */
function sameRows({ firstItem, items, placeId, organisationId, path, readers }: Filled): string {
  const who = readers
    .slice(0, 1000)
    .map((one) => `'${one}'`)
    .join(",");
  return `
\\set item random(${firstItem + items / 2}, ${firstItem + items - 2000})
\\set who random(1, ${Math.min(1000, readers.length)})
begin;
update library.item set away = 'on-loan' where id = :item;
insert into library.loan (id, item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category, guarantee,
                          rule_id, channel)
select gen_random_uuid(), id, record_id, owner_id, org_path, type, (array[${who}]::uuid[])[:who], '${placeId}', '${path}', now(), now() + interval '30 days',
       'adult', 'none', gen_random_uuid(), 'desk' from library.item where id = :item
on conflict (item_id) do nothing;
insert into platform.audit (id, at, actor_kind, actor, channel, request_id, what, kind, target, detail)
values (gen_random_uuid(), now(), 'staff', gen_random_uuid(), 'desk', :item::text, 'pgbench.made', 'loan', :item::text,
        jsonb_build_object('place', '${placeId}', 'rule', gen_random_uuid()));
insert into platform.outbox (id, type, at, payload)
values (gen_random_uuid(), 'pgbench.made', now(),
        jsonb_build_object('loanId', gen_random_uuid(), 'ownerId', '${organisationId}', 'placeId', '${placeId}', 'type', 'book', 'category', 'adult',
                           'guarantee', 'none', 'demo', false));
commit;
`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const at = (some: readonly number[], share: number) =>
  some.toSorted((a, b) => a - b)[Math.min(some.length - 1, Math.floor(some.length * share))] ?? Number.NaN;
