/** Servers as others run them, and as others would be if they were worse. */
import { once } from "node:events";
import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import {
  bib1Diagnostics,
  type NamePlusRecord,
  type Pdu,
  PduCutter,
  readPdu,
  recordSyntaxes,
  writePdu,
} from "#libs/z3950";
import type { Target } from "../other-catalogues/index.ts";

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

type Said = Pdu | Uint8Array | null;

/** Answers each PDU as told; null closes, bytes go out as they are. */
export async function aZ3950Server(answer: (pdu: Pdu) => Said | Promise<Said>): Promise<Running> {
  return listening(
    createServer((socket) => {
      const cutter = new PduCutter(1_000_000);
      socket.on("data", async (chunk: Buffer) => {
        for (const bytes of cutter.push(chunk)) {
          const said = await answer(readPdu(bytes));
          if (said) socket.write(said instanceof Uint8Array ? said : writePdu(said));
          else socket.destroy();
        }
      });
      socket.on("error", () => undefined);
    }),
  );
}

/** ISO 2709 with one field. */
export function iso(value: string): Uint8Array {
  const field = Buffer.from(`1 \x1fa${value}\x1e`);
  const length = 24 + 13 + field.length + 1;
  const leader = `${String(length).padStart(5, "0")}nam  2200037   450 `;
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from(`${leader}200${String(field.length).padStart(4, "0")}00000\x1e`),
      field,
      Buffer.from("\x1d"),
    ]),
  );
}

export const aRecord = (value: string): NamePlusRecord => ({
  record: {
    retrievalRecord: { directReference: recordSyntaxes.unimarc, encoding: { octetAligned: iso(value) } },
  },
});
export const aDiagnostic = { diagnosticSetId: bib1Diagnostics, condition: 114, addinfo: "9999" };

export const greeting = (result = true): Pdu => ({
  initResponse: {
    protocolVersion: ["version-1", "version-2", "version-3"],
    options: ["search", "present", "delSet", "scan"],
    preferredMessageSize: 1000,
    exceptionalRecordSize: 1000,
    result,
    implementationName: "a catalogue",
  },
});
export const found = (resultCount: number): Pdu => ({
  searchResponse: { resultCount, numberOfRecordsReturned: 0, nextResultSetPosition: 1, searchStatus: true },
});
export const present = (...responseRecords: NamePlusRecord[]): Pdu => ({
  presentResponse: {
    numberOfRecordsReturned: responseRecords.length,
    nextResultSetPosition: 0,
    presentStatus: "success",
    records: { responseRecords },
  },
});

export type Answering = (pdu: Pdu) => Said | undefined | Promise<Said>;

/** Greets, finds five, and answers the rest as told, or closes; what it was asked stands in `asked`. */
export async function aCatalogue(answer: Answering) {
  const asked: Pdu[] = [];
  const goodBye = Promise.withResolvers<void>();
  const server = await aZ3950Server(async (pdu) => {
    asked.push(pdu);
    if ("close" in pdu) goodBye.resolve();
    const own = await answer(pdu);
    if (own !== undefined) return own;
    return "initRequest" in pdu ? greeting() : "searchRequest" in pdu ? found(5) : null;
  });
  return { ...server, asked, goodBye: goodBye.promise };
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
