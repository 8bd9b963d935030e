/**
 * The crowd's side of a release, in a process of its own: a bounded number of keep-alive sockets that each ask, read the answer and
 * ask again. HTTP is written and read by hand, so that the client takes as little as it can of the machine it shares.
 */
import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";

export interface Order {
  port: number;
  connections: number;
  /** Who asks for what, in order. */
  asks: { cookie: string; path: string }[];
  /** How many arrive a second, answered or not; null: as fast as the connections allow. */
  perSecond: number | null;
}

export interface Told {
  seconds: number;
  /** Milliseconds from each arrival to its answer. */
  p50: number;
  p99: number;
  /** Answers by status, and refusals by their id. */
  counts: Record<string, number>;
  /** What was acknowledged. */
  claims: string[];
}

interface Answer {
  status: number;
  body: string;
}

const size = JSON.stringify({ size: 1 });

function requestOf({ path, cookie }: Order["asks"][number], port: number): string {
  return (
    `POST ${path} HTTP/1.1\r\nhost: localhost:${port}\r\ncookie: ${cookie}\r\nsec-fetch-site: same-origin\r\n` +
    `idempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\ncontent-length: ${size.length}\r\n\r\n${size}`
  );
}

/** One request at a time over one socket. */
async function line(port: number): Promise<{ ask(text: string): Promise<Answer>; end(): void }> {
  const socket: Socket = connect(port, "127.0.0.1").setNoDelay(true);
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let answered: PromiseWithResolvers<Answer> | null = null;
  let read = "";
  socket.on("data", (part) => {
    read += part.toString("latin1");
    const head = read.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(read)?.[1]);
    if (read.length < head + 4 + length) return;
    const answer = { status: Number(read.slice(9, 12)), body: read.slice(head + 4) };
    read = "";
    answered?.resolve(answer);
  });
  socket.on("close", () => answered?.reject(new Error("the server closed a connection")));
  return {
    ask(text) {
      answered = Promise.withResolvers<Answer>();
      socket.write(text);
      return answered.promise;
    },
    end: () => socket.end(),
  };
}

/** Carries out an order and tells what came back. */
async function crowd({ port, connections, asks, perSecond }: Order): Promise<Told> {
  const texts = asks.map((ask) => requestOf(ask, port));
  const lines = await Promise.all(Array.from({ length: connections }, () => line(port)));
  const times = new Float64Array(asks.length);
  const answers: Answer[] = [];
  const began = performance.now();
  let next = 0;
  await Promise.all(
    lines.map(async ({ ask }) => {
      for (let n = next++; n < texts.length; n = next++) {
        const arrives = perSecond === null ? performance.now() : began + (n * 1000) / perSecond;
        const early = arrives - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        answers.push(await ask(texts[n] ?? ""));
        times[n] = performance.now() - arrives;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const { end } of lines) end();
  times.sort();
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  const bodies = answers.map(({ status, body }) => ({ status, ...JSON.parse(body) }));
  return {
    seconds,
    p50: at(0.5),
    p99: at(0.99),
    counts: Object.fromEntries(
      [...Map.groupBy(bodies, ({ status, id }) => `${status} ${id ?? ""}`.trim())].map(([name, all]) => [
        name,
        all.length,
      ]),
    ),
    claims: bodies.flatMap(({ claimId }) => claimId ?? []),
  };
}

process.on("message", (order: Order) => void crowd(order).then((told) => process.send?.(told)));
