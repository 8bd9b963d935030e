/** Takes pictures that are sent by RTMP and hands them to ffmpeg, one process a sender, while the session's stream lasts. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { flvHeader, flvTag, receiver } from "#libs/rtmp";
import type { Ctx } from "#platform/ctx";
import { playlistName } from "../stream.ts";
import { ffmpegArguments, hasFfmpeg } from "./ffmpeg.ts";
import { keyHash } from "./keys.ts";
import { keptNow, notePictures, pictureGone, sessionOfKey } from "./live-store.ts";

type Base = Pick<Ctx, "db" | "clock" | "random" | "log" | "keyedHash">;

interface Feed {
  sessionId: string;
  hash: Buffer;
  write(bytes: Buffer): Promise<void>;
  /** Ends the connection of the sender, and with it the feed. */
  cut(): void;
  end(): Promise<void>;
  /** Settled when ffmpeg has written its last piece. */
  done: Promise<void>;
}

export interface Ingest {
  port: number;
  /** Notes whose picture comes, cuts off who may not send any more, clears what is over. Done by itself every few seconds. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Several at once, each copied and not recoded: little work. More senders than this are turned away. */
const mostSenders = 8;
const silenceMs = 20_000;
/** Whoever has not shown a right key by then is cut off: places are few. */
const patienceMs = 10_000;
const lookEveryMs = 5_000;
const lastPieceMs = 5_000;

/** Folder of the pieces of all sessions. */
export const liveFolder = (dataDir: string) => join(dataDir, "live");

/** Listens for senders; null, with a warning, where ffmpeg is not installed. */
export async function startIngest(
  base: Base,
  { port, folder }: { port: number; folder: string },
): Promise<Ingest | null> {
  if (!(await hasFfmpeg())) {
    base.log.warn({ port }, "LIVE_RTMP_PORT is set, but ffmpeg is not installed: no live streams");
    return null;
  }
  await mkdir(folder, { recursive: true });
  const feeds = new Map<string, Feed>();
  const server = createServer((socket) => {
    receive(socket).catch((error: unknown) => base.log.error({ err: error }, "live streams"));
  });
  server.maxConnections = mostSenders;
  server.listen(port);
  await once(server, "listening");
  const timer = setInterval(() => {
    look().catch((error: unknown) => base.log.error({ err: error }, "live streams"));
  }, lookEveryMs);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    look,
    stop: async () => {
      clearInterval(timer);
      const closed = once(server, "close");
      server.close();
      for (const feed of feeds.values()) feed.cut();
      await Promise.all([...feeds.values()].map(({ done }) => done));
      await closed;
    },
  };

  async function receive(socket: Socket): Promise<void> {
    const side = receiver(base.random);
    let feed: Feed | null = null;
    socket.setTimeout(silenceMs, () => socket.destroy());
    const patience = setTimeout(() => socket.destroy(), patienceMs);
    try {
      for await (const bytes of socket)
        for (const step of side.take(bytes)) {
          if (step.kind === "end") return;
          if (step.kind === "answer") socket.write(step.bytes);
          if (step.kind === "media") await feed?.write(flvTag(step.media));
          if (step.kind === "publish") {
            if (feed) return;
            feed = await open(step.key, socket);
            if (feed) {
              clearTimeout(patience);
              socket.write(side.accept());
            } else socket.end(side.refuse());
          }
        }
    } catch (error) {
      // A sender that goes away or speaks something else is their matter, not a fault of ours.
      base.log.info({ err: error }, "a live sender was lost");
    } finally {
      clearTimeout(patience);
      await feed?.end();
    }
  }

  async function open(key: string, socket: Socket): Promise<Feed | null> {
    const hash = keyHash(base, key);
    const sessionId = await sessionOfKey(base.db, hash, base.clock());
    if (!sessionId) return null;
    const place = join(folder, sessionId);
    await mkdir(place, { recursive: true });
    // The sender is back before anybody noticed that they had gone.
    for (let before = feeds.get(sessionId); before; before = feeds.get(sessionId)) {
      before.cut();
      await before.done;
    }
    const child = startFfmpeg(ffmpegArguments(place, String(base.clock().epochMilliseconds)), (said) => {
      if (said) base.log.warn({ session: sessionId, said }, "ffmpeg");
      socket.destroy();
    });
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const feed = {
      sessionId,
      hash,
      done,
      write: child.write,
      cut: () => socket.destroy(),
      end: async () => {
        await child.end();
        feeds.delete(sessionId);
        resolve();
        await pictureGone(base.db, sessionId);
      },
    };
    feeds.set(sessionId, feed);
    return feed;
  }

  async function look(): Promise<void> {
    const now = base.clock();
    const shown = (sessionId: string) => existsSync(join(folder, sessionId, playlistName));
    const sending = [...feeds.values()].map((feed) => ({ ...feed, shown: shown(feed.sessionId) }));
    const may = sending.length > 0 ? await notePictures(base.db, sending, now) : new Set();
    for (const feed of sending) if (!may.has(feed.sessionId)) feed.cut();
    const there = (await readdir(folder)).filter((name) => !feeds.has(name));
    const kept = there.length > 0 ? await keptNow(base.db, there, now) : new Set();
    for (const name of there)
      if (!kept.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function startFfmpeg(given: string[], died: (said: string) => void) {
  const child: ChildProcess = spawn("ffmpeg", given, { stdio: ["pipe", "ignore", "pipe"] });
  const { stdin, stderr } = child;
  if (!stdin || !stderr) throw new Error("ffmpeg was started without pipes");
  let said = "";
  stderr.on("data", (part) => {
    said = `${said}${part}`.slice(-2000);
  });
  // Told by its exit.
  stdin.on("error", () => undefined);
  const gone = new Promise<void>((resolve) => {
    for (const event of ["exit", "error"]) child.once(event, () => resolve());
  });
  void gone.then(() => died(said.trim()));
  stdin.write(flvHeader);
  return {
    async write(bytes: Buffer) {
      if (!stdin.write(bytes)) await Promise.race([once(stdin, "drain"), gone]);
    },
    async end() {
      stdin.end();
      const late = setTimeout(() => child.kill("SIGKILL"), lastPieceMs);
      await gone;
      clearTimeout(late);
    },
  };
}
