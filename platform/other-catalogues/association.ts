/** A Z-association over TCP (ISO 23950, 3.1): a request goes out, and its response comes in. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import {
  bodyOf,
  type Pdu,
  type PduBody,
  PduCutter,
  type PduName,
  readPdu,
  Unreadable,
  writePdu,
} from "#libs/z3950";
import { causeOf, type Limits, NoAnswer } from "./answered.ts";

export class Association {
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #cutter: PduCutter;
  readonly #waiting: Uint8Array[] = [];
  readonly #signal: AbortSignal;
  readonly #limits: Limits;
  #bytes = 0;

  private constructor(to: { host: string; port: number }, limits: Limits) {
    this.#signal = AbortSignal.timeout(limits.ms);
    this.#socket = connect({ host: to.host, port: to.port, signal: this.#signal });
    // Whoever waits for a response hears of it; where nobody does it must not end the process.
    this.#socket.on("error", () => undefined);
    this.#chunks = this.#socket[Symbol.asyncIterator]();
    this.#cutter = new PduCutter(limits.bytes);
    this.#limits = limits;
  }

  /** Connects; the time for everything that is asked runs from here. */
  static async open(to: { host: string; port: number }, limits: Limits): Promise<Association> {
    const association = new Association(to, limits);
    await once(association.#socket, "connect").catch((error: unknown) => association.#broken(error));
    return association;
  }

  /** The response of that name. Throws `NoAnswer` where another comes, or none. */
  async ask<N extends PduName>(request: Pdu, name: N): Promise<PduBody<N>> {
    this.#socket.write(writePdu(request));
    const response = await this.#next();
    const body = bodyOf(response, name);
    if (body) return body;
    const closed = bodyOf(response, "close");
    throw closed
      ? new NoAnswer("refused", `${closed.closeReason}: ${closed.diagnosticInformation ?? ""}`)
      : new NoAnswer("not-understood", `${Object.keys(response)} instead of ${name}`);
  }

  /** Says good-bye and waits for nothing. */
  close(): void {
    if (!this.#socket.writable) return;
    this.#socket.end(writePdu({ close: { closeReason: "finished" } }), () => this.#socket.destroy());
  }

  async #next(): Promise<Pdu> {
    for (;;) {
      const whole = this.#waiting.shift();
      if (whole) return understood(() => readPdu(whole));
      const { value, done } = await this.#chunks.next().catch((error: unknown) => this.#broken(error));
      if (done) throw new NoAnswer("unreachable", "the connection was closed");
      this.#bytes += value.length;
      if (this.#bytes > this.#limits.bytes)
        throw new NoAnswer("too-long", `more than ${this.#limits.bytes} bytes`);
      this.#waiting.push(...understood(() => this.#cutter.push(value)));
    }
  }

  #broken(error: unknown): never {
    if (this.#signal.aborted) throw new NoAnswer("late", `${this.#limits.ms} ms`);
    throw new NoAnswer("unreachable", causeOf(error));
  }
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) throw new NoAnswer("not-understood", error.message);
    throw error;
  }
}
