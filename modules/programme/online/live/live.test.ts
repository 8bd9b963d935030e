import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import fastify from "fastify";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { showEvent } from "../../finding/show-event.ts";
import { anEvent } from "../../testing.ts";
import { setStream } from "../set-stream.ts";
import { hasFfmpeg } from "./ffmpeg.ts";
import { startIngest } from "./ingest.ts";
import { dropKey, makeKey, showLive } from "./keys.ts";
import { serveLive } from "./serve.ts";

const run = promisify(execFile);
const skip = (await hasFfmpeg()) ? false : "ffmpeg is not installed";

async function anOnlineEvent(ctx: Ctx) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const soon = { startsAt: ctx.clock().add({ hours: 2 }).toString() };
  const talk = await anEvent(ctx, { organisationId, sessions: [soon] });
  const publisher = { ...ctx, actor: talk.publisher };
  const [sessionId = ""] = talk.sessionIds;
  const key = async () => (await inTx(publisher, (inner) => makeKey(inner, sessionId))).key;
  return { ...talk, publisher, sessionId, key };
}

dbTest(
  "a key is told once, kept as a hash, and void when another is made or it is taken back",
  async ({ ctx }) => {
    const { id, publisher, sessionId, key } = await anOnlineEvent(ctx);
    const first = await key();
    const second = await key();
    assert.notEqual(first, second);
    const kept = await ctx.db.one<{ row: string }>`
    select t::text as row from programme.stream t where session_id = ${sessionId}`;
    for (const one of [first, second]) assert.equal(kept.row.includes(one), false);
    assert.deepEqual(
      (await showLive(publisher, id)).sessions.map((one) => [one.id, one.picture]),
      [[sessionId, false]],
    );
    const before = ctx.clock().add({ hours: 24 * 365 });
    await assert.rejects(
      inTx({ ...publisher, clock: () => before }, (inner) => makeKey(inner, sessionId)),
      (error) => error instanceof Problem && error.id === "live.over",
    );
    await inTx(publisher, (inner) => dropKey(inner, sessionId));
    assert.deepEqual((await showLive(publisher, id)).sessions, []);
  },
);

dbTest(
  "a sender is seen by players, comes back after it was lost, and is cut off when the stream is over",
  { skip },
  async ({ ctx, t }) => {
    const { id, publisher, sessionId, key } = await anOnlineEvent(ctx);
    let now = ctx.clock();
    const base = { ...publisher, clock: () => now };
    const times = {
      startsAt: now.subtract({ minutes: 10 }).toString(),
      endsAt: now.add({ minutes: 50 }).toString(),
    };
    await inTx(base, (inner) => setStream(inner, { id: sessionId, times, replayLink: null }));
    const right = await key();

    const folder = await mkdtemp(join(tmpdir(), "wenmai-live-"));
    const ingest = await startIngest(base, { port: 0, folder });
    assert.ok(ingest);
    const web = fastify();
    serveLive(web, base, folder);
    const origin = await web.listen({ port: 0, host: "127.0.0.1" });
    const senders: ChildProcess[] = [];
    t.after(async () => {
      for (const one of senders) one.kill("SIGKILL");
      await ingest.stop();
      await web.close();
      await rm(folder, { recursive: true });
    });
    const address = `${origin}/live/${sessionId}/live.m3u8`;
    const send = (under: string, seconds: number) => {
      const child = spawn("ffmpeg", sender(ingest.port, under, seconds), { stdio: "ignore" });
      senders.push(child);
      return child;
    };
    const stream = async () => (await showEvent(base, id)).sessions[0]?.stream;
    const pieces = async () =>
      (await (await fetch(address)).text()).split("\n").filter((line) => line.endsWith(".ts"));

    assert.equal((await stream())?.state, "waiting");
    assert.equal((await fetch(address)).status, 404);
    const [refused] = await once(send("not-the-key", 5), "exit");
    assert.notEqual(refused, 0);
    assert.deepEqual(await readdir(folder), []);

    const lost = send(right, 3600);
    const before = await until(pieces, (list) => list.length > 1);
    await ingest.look();
    assert.deepEqual(
      [(await stream())?.state, (await stream())?.playlist],
      ["live", `/live/${sessionId}/live.m3u8`],
    );
    lost.kill("SIGKILL");
    await until(stream, (told) => told?.state === "waiting");

    send(right, 3600);
    const again = await until(pieces, (list) => list.some((one) => !before.includes(one)) && list.length > 3);
    const list = await fetch(address);
    assert.deepEqual(
      [list.headers.get("content-type"), list.headers.get("cache-control")],
      ["application/vnd.apple.mpegurl", "no-cache"],
    );
    assert.match(await list.text(), /#EXT-X-DISCONTINUITY\n/);
    const piece = await fetch(new URL(again.at(-1) ?? "", address));
    assert.deepEqual(
      [piece.headers.get("content-type"), piece.headers.get("cache-control")],
      ["video/mp2t", "public, max-age=3600, immutable"],
    );
    const { stdout } = await run("ffprobe", [
      ..."-v error -show_entries stream=codec_name,width -of csv=p=0".split(" "),
      new URL(again.at(-1) ?? "", address).href,
    ]);
    assert.deepEqual(new Set(stdout.split(/\s+/).filter(Boolean)), new Set(["aac", "h264,160"]));

    now = now.add({ minutes: 51 });
    await ingest.look();
    await until(
      () => readdir(folder),
      (left) => left.length > 0,
    );
    assert.equal((await stream())?.state, "over");
    assert.equal((await fetch(address)).status, 200, "players run behind the end");
    now = now.add({ minutes: 5 });
    assert.equal((await fetch(address)).status, 404);
    await until(
      async () => {
        await ingest.look();
        return readdir(folder);
      },
      (left) => left.length === 0,
    );
  },
);

/** A test picture with a tone, ten times as fast as the clock. */
function sender(port: number, key: string, seconds: number): string[] {
  return [
    ..."-v error -readrate 10 -f lavfi -i testsrc=size=160x120:rate=10".split(" "),
    ..."-readrate 10 -f lavfi -i sine -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 20 -c:a aac".split(
      " ",
    ),
    ...["-t", String(seconds), "-f", "flv", `rtmp://127.0.0.1:${port}/live/${key}`],
  ];
}

async function until<R>(read: () => Promise<R>, holds: (value: R) => boolean): Promise<R> {
  for (let tries = 0; tries < 600; tries++) {
    const value = await read();
    if (holds(value)) return value;
    await sleep(100);
  }
  throw new Error("it did not come to that in a minute");
}
