/** One connection of a sender: handshake, connect, publish, then sound and picture (§5.2, §7). */
import { type Amf, amf, readAmf } from "./amf0.ts";
import { chunked, chunkReader, type Message } from "./chunks.ts";

export interface Media {
  kind: "audio" | "video";
  /** Milliseconds, 32 bits. */
  at: number;
  data: Buffer;
}

export type ReceiverStep =
  | { kind: "answer"; bytes: Buffer }
  /** The sender wants to publish under this key: `accept` or `refuse`. */
  | { kind: "publish"; key: string }
  | { kind: "media"; media: Media }
  | { kind: "end" };

const handshake = 1536;
/** Commands are short; a picture after acceptance may be large. */
const mostBefore = 64 * 1024;
const mostAfter = 8 * 1024 * 1024;
const window = 2_500_000;

const command = (...values: Amf[]) => chunked(20, amf(...values));
const status = (level: string, code: string, description: string) =>
  chunked(20, amf("onStatus", 0, null, { level, code, description }), { lane: 5, stream: 1 });

function number32(type: number, ...values: number[]): Buffer {
  const data = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) data.writeUInt32BE(value, 4 * index);
  return chunked(type, data, { lane: 2 });
}

/** A sender's connection. `random` fills the handshake. Throws on what is no RTMP: then the connection is to be closed. */
export function receiver(random: (size: number) => Buffer) {
  let phase: "hello" | "reply" | "messages" = "hello";
  let accepted = false;
  let got = 0;
  let told = 0;
  let early: Buffer = Buffer.alloc(0);
  const reader = chunkReader(() => (accepted ? mostAfter : mostBefore));

  return {
    /** What follows from these bytes, in order. */
    *take(bytes: Buffer): Generator<ReceiverStep> {
      got += bytes.length;
      if (phase === "messages") reader.add(bytes);
      else {
        early = Buffer.concat([early, bytes]);
        if (phase === "hello") {
          if (early.length > 0 && early[0] !== 3) throw new Error("no RTMP");
          if (early.length < 1 + handshake) return;
          yield { kind: "answer", bytes: hello(early.subarray(1, 1 + handshake)) };
          early = early.subarray(1 + handshake);
          phase = "reply";
        }
        if (early.length < handshake) return;
        reader.add(early.subarray(handshake));
        early = Buffer.alloc(0);
        phase = "messages";
      }
      for (let message = reader.next(); message; message = reader.next()) yield* stepsOf(message);
      if (got - told >= window) {
        told = got;
        yield { kind: "answer", bytes: number32(3, got >>> 0) };
      }
    },
    /** The key is right: from now on sound and picture are taken. */
    accept(): Buffer {
      accepted = true;
      const begin = Buffer.alloc(6);
      begin.writeUInt32BE(1, 2);
      return Buffer.concat([
        chunked(4, begin, { lane: 2 }),
        status("status", "NetStream.Publish.Start", "publishing"),
      ]);
    },
    /** The key is wrong or not for now. */
    refuse(): Buffer {
      return status("error", "NetStream.Publish.BadName", "this stream key is not valid now");
    },
  };

  function hello(theirs: Buffer): Buffer {
    // Time and version zero say that neither side is to prove anything more.
    const ours = Buffer.concat([Buffer.alloc(8), random(handshake - 8)]);
    return Buffer.concat([Buffer.from([3]), ours, theirs]);
  }

  function* stepsOf({ type, at, data }: Message): Generator<ReceiverStep> {
    if (type === 1) reader.resize(data.readUInt32BE(0) & 0x7fffffff);
    else if (type === 20) yield* commanded(data);
    // AMF3 commands carry AMF0 after a byte of their own.
    else if (type === 17) yield* commanded(data.subarray(1));
    else if ((type === 8 || type === 9) && accepted)
      yield { kind: "media", media: { kind: type === 8 ? "audio" : "video", at, data } };
  }

  function* commanded(data: Buffer): Generator<ReceiverStep> {
    const [name, call, , key] = readAmf(data);
    const id = typeof call === "number" ? call : 0;
    const answer = (...values: Amf[]): ReceiverStep => ({
      kind: "answer",
      bytes: command("_result", id, ...values),
    });
    switch (name) {
      case "connect":
        yield { kind: "answer", bytes: Buffer.concat([number32(5, window), bandwidth()]) };
        yield answer(
          { fmsVer: "FMS/3,0,1,123", capabilities: 31 },
          {
            level: "status",
            code: "NetConnection.Connect.Success",
            description: "connected",
            objectEncoding: 0,
          },
        );
        break;
      case "createStream":
        yield answer(null, 1);
        break;
      case "publish":
        yield { kind: "publish", key: typeof key === "string" ? key : "" };
        break;
      case "deleteStream":
      case "FCUnpublish":
        yield { kind: "end" };
        break;
      default:
        if (id > 0) yield answer(null, null);
    }
  }
}

function bandwidth(): Buffer {
  const data = Buffer.alloc(5);
  data.writeUInt32BE(window);
  // Dynamic: the sender decides (§5.4.5).
  data[4] = 2;
  return chunked(6, data, { lane: 2 });
}
