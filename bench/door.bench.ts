/**
 * The door of a hall of 10,000: a scan over HTTP with a line, every guard on, by one scanner and by eight at once that stay in step; a scan
 * in a real Chromium without one, from the text of the code to the answer on the screen's side; and what one look of the camera costs
 * where the browser has no reader of its own. Half of the scans are codes of phones, half of paper with a document seen.
 */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { makeOffers } from "#booking";
import { aScanner } from "#booking/testing";
import { cityServer } from "#main/server";
import { aDevicePass, aStaticCode, liveCode } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { newSubjects } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { setLimits } from "#platform/limits";
import { scannerPage } from "./door-page.ts";
import { onFreshCity } from "./own-cluster.ts";
import type { BenchResult } from "./run.ts";

const tickets = 10_000;
const scans = 600;
const rounds = 3;
/** Twenty people a second come in at eight doors: the hall is full in eight minutes. */
const crowd = { scanners: 8, scans: 800, everyMs: 400, inStepEvery: 25 };
/** An old tablet computes about so much slower than what this runs on. */
const slower = 6;

interface Ticket {
  claimId: string;
  account: string;
  subject: string;
}

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  return onFreshCity(say, async ({ city }) => {
    const ctx = city.ctx("bench");
    const { offerId, organisationId } = await aHall(ctx);
    const holders = await soldOut(ctx, offerId);
    await city.db.run`analyze`;
    say(`${holders.length} tickets are sold`);
    const { device, list } = await inTx(ctx, (inner) => aScanner(inner, { organisationId, offerId }));
    say(`the list of the door is ${Math.round(list.text.length / 1024)} KB`);
    const some = holders.slice(0, scans * rounds + crowd.scans);
    const shown = await Promise.all(some.map((one, n) => passOf(ctx, one, n)));
    const app = await cityServer(city, { pages: false });
    setLimits(app, null);
    await app.listen({ port: 0, host: "127.0.0.1" });
    const at = app.server.address();
    if (typeof at !== "object" || !at) throw new Error("the city does not listen");
    const post = poster(`http://127.0.0.1:${at.port}`);
    const online: number[] = [];
    const offline: number[] = [];
    const page = await scannerPage();
    let together = 0;
    const inStep: number[] = [];
    let frames = { fast: 0, slow: 0 };
    try {
      await page.open(list.text);
      for (let round = 0; round < rounds; round++) {
        const mine = shown.slice(round * scans, (round + 1) * scans);
        // Without a line first: to the city these people have not come yet.
        offline.push(await p99(mine, async (one) => page.scan(offerId, await one.text(), one.documentSeen)));
        online.push(await p99(mine, (one) => post.scan({ device, offerId }, one)));
        say(
          `round ${round + 1}: with a line ${online.at(-1)?.toFixed(1)} ms, without ${offline.at(-1)?.toFixed(1)} ms`,
        );
      }
      const devices = [];
      for (let n = 0; n < crowd.scanners; n++)
        devices.push((await inTx(ctx, (inner) => aScanner(inner, { organisationId, offerId }))).device);
      const rest = shown.slice(scans * rounds);
      const times = await Promise.all(
        devices.map(async (one, n) => {
          const mine = rest.filter((_, at) => at % devices.length === n);
          const own: number[] = [];
          let since = new Date().toISOString();
          const begun = performance.now() + (n * crowd.everyMs) / devices.length;
          for (const [done, who] of mine.entries()) {
            await wait(Math.max(0, begun + done * crowd.everyMs - performance.now()));
            own.push(await post.scan({ device: one, offerId }, who));
            if ((done + 1) % crowd.inStepEvery !== 0) continue;
            const { took, asOf } = await post.sync({ device: one, since });
            inStep.push(took);
            since = asOf;
          }
          return own;
        }),
      );
      together = nth(times.flat(), 0.99);
      frames = { fast: await page.frame(1), slow: await page.frame(slower) };
    } finally {
      await page.close();
      await app.close();
    }
    return {
      figures: {
        online_p99_ms: median(online),
        offline_p99_ms: median(offline),
        eight_scanners_p99_ms: together,
        in_step_p99_ms: nth(inStep, 0.99),
        camera_look_ms: frames.fast,
        camera_look_slow_ms: frames.slow,
      },
      notes: [
        `${tickets} tickets, ${scans} scans a round, medians of ${rounds} rounds`,
        `eight scanners: ${crowd.scans} scans, one each ${crowd.everyMs} ms and device, in step after every ${crowd.inStepEvery}`,
        `camera_look: script reader (jsqr), median; slow: a processor ${slower} times slower`,
      ],
    };
  });
}

/** A hall whose door is open. */
async function aHall(ctx: Ctx): Promise<{ offerId: string; organisationId: string }> {
  return inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner);
    const now = inner.clock();
    const [offerId = ""] = await makeOffers(inner, [
      {
        kind: "bench-occasion",
        ref: newId(),
        orgPath: path,
        opensAt: now.subtract({ hours: 24 }),
        closesAt: now.add({ minutes: 30 }),
        startsAt: now.add({ minutes: 30 }),
        endsAt: now.add({ hours: 3 }),
        pools: [{ channel: "online", quota: tickets, releasesAt: null }],
      },
    ]);
    return { offerId, organisationId: id };
  });
}

/** Everybody has a name and a ticket: written in bulk, as the release of an evening left them. */
async function soldOut(ctx: Ctx, offerId: string): Promise<Ticket[]> {
  return inTx(ctx, async (inner) => {
    const subjects = (await newSubjects(inner.db, inner, tickets)).map(({ id }) => id);
    const accounts = subjects.map(() => newId());
    const claims = subjects.map(() => newId());
    // Sold the day before: the door knows everybody by now.
    const now = inner.clock().subtract({ hours: 20 });
    await inner.db.run`
      insert into people.account (id, subject, kind, name, level, locale, demo, made_at)
      select id, subject, 'resident', '观众' || n, 0, 'zh-CN', true, ${now}
        from unnest(${accounts}::uuid[], ${subjects}::uuid[]) with ordinality as m(id, subject, n)`;
    await inner.db.run`
      insert into booking.claim (id, offer_id, pool_id, subject, made_by, size, state, made_at, changed_at)
      select m.id, p.offer_id, p.id, m.subject, m.subject, 1, 'confirmed', ${now}, ${now}
        from unnest(${claims}::uuid[], ${subjects}::uuid[]) as m(id, subject), booking.pool p where p.offer_id = ${offerId}`;
    await inner.db.run`update booking.pool set taken = ${tickets} where offer_id = ${offerId}`;
    return claims.map((claimId, n) => ({
      claimId,
      account: accounts[n] ?? "",
      subject: subjects[n] ?? "",
    }));
  });
}

interface Shown {
  documentSeen: boolean;
  /** What is held to the scanner at this moment. */
  text(): Promise<string>;
}

async function passOf(ctx: Ctx, one: Ticket, n: number): Promise<Shown> {
  if (n % 2 === 1) {
    const paper = await inTx(ctx, (inner) => aStaticCode(inner, one));
    return { documentSeen: true, text: async () => paper };
  }
  const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } =
    generateKeyPairSync("ed25519");
  const key = publicKey.export({ format: "jwk" });
  const token = await inTx(ctx, (inner) => aDevicePass(inner, one, key));
  return { documentSeen: false, text: () => liveCode(token, privateKey, new Date().toISOString()) };
}

async function p99(all: readonly Shown[], scan: (one: Shown) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (const one of all) times.push(await scan(one));
  return nth(times, 0.99);
}

/** A scanner's two calls, timed as it waits for them. */
function poster(url: string) {
  const ask = async <A>(path: string, body: object): Promise<{ answer: A; took: number }> => {
    const begun = performance.now();
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as A;
    if (!response.ok) throw new Error(`${path} answered ${JSON.stringify(answer)}`);
    return { answer, took: performance.now() - begun };
  };
  return {
    async scan(at: { device: object; offerId: string }, { documentSeen, text }: Shown): Promise<number> {
      const body = { ...at, id: crypto.randomUUID(), way: "in", documentSeen, scan: await text() };
      const { answer, took } = await ask<{ kind: string }>("/api/scanner/scan", body);
      if (answer.kind !== "in") throw new Error(`the door answered ${JSON.stringify(answer)}`);
      return took;
    },
    async sync(of: { device: object; since: string }): Promise<{ took: number; asOf: string }> {
      const { answer, took } = await ask<{ now: string }>("/api/scanner/sync", { ...of, scans: [] });
      return { took, asOf: answer.now };
    },
  };
}

const nth = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
const median = (values: readonly number[]) => nth(values, 0.5);
