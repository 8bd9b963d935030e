/** Servers as others run them, and as others would be if they were worse. */
import { once } from "node:events";
import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type Pdu, PduCutter, readPdu, writePdu } from "#libs/z3950";
import type { Target } from "./target.ts";

type Z3950 = Extract<Target, { protocol: "z39.50" }>;

export const aZ3950Target = (differs: Partial<Z3950> = {}): Z3950 => ({
  id: "other",
  name: "别馆",
  protocol: "z39.50",
  host: "127.0.0.1",
  port: 1,
  database: "Default",
  syntax: "usmarc",
  ...differs,
});

/** Answers each PDU as told, in pieces of a few bytes; null closes, bytes go out as they are. */
export async function aZ3950Server(answer: (pdu: Pdu) => Pdu | Uint8Array | null): Promise<Running> {
  return listening(
    createServer((socket) => {
      const cutter = new PduCutter(1_000_000);
      socket.on("data", (chunk: Buffer) => {
        for (const bytes of cutter.push(chunk)) {
          const said = answer(readPdu(bytes));
          if (!said) socket.destroy();
          else send(socket, said instanceof Uint8Array ? said : writePdu(said));
        }
      });
      socket.on("error", () => undefined);
    }),
  );
}

function send(socket: Socket, bytes: Uint8Array): void {
  socket.setNoDelay(true);
  for (let at = 0; at < bytes.length; at += 1000) socket.write(bytes.subarray(at, at + 1000));
}

export const anHttpServer = (answer: RequestListener) => listening(createHttp(answer));

interface Running {
  port: number;
  stop(): Promise<void>;
}

async function listening(server: Server): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    // It listens on a port, so it has one.
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
