/** A protocol data unit: one of the requests and responses, read from its bytes and written to them (ISO 23950, 4.1). */
import { choice, implicit, type Of } from "./asn1.ts";
import { Unreadable } from "./ber.ts";
import { readBer } from "./ber-read.ts";
import { writeBer } from "./ber-write.ts";
import { close } from "./close.ts";
import { deleteResultSetRequest, deleteResultSetResponse } from "./delete.ts";
import { initRequest, initResponse } from "./init.ts";
import { presentRequest, presentResponse } from "./present.ts";
import { scanRequest, scanResponse } from "./scan.ts";
import { searchRequest, searchResponse } from "./search.ts";

const kinds = {
  initRequest: implicit(20, initRequest),
  initResponse: implicit(21, initResponse),
  searchRequest: implicit(22, searchRequest),
  searchResponse: implicit(23, searchResponse),
  presentRequest: implicit(24, presentRequest),
  presentResponse: implicit(25, presentResponse),
  deleteResultSetRequest: implicit(26, deleteResultSetRequest),
  deleteResultSetResponse: implicit(27, deleteResultSetResponse),
  scanRequest: implicit(35, scanRequest),
  scanResponse: implicit(36, scanResponse),
  close: implicit(48, close),
};
const pdu = choice(kinds);

/** Under its name in the standard, with the standard's names inside: `{ searchRequest: { resultSetName: "default", … } }`. */
export type Pdu = Of<typeof pdu>;

export type PduName = keyof typeof kinds;
export type PduBody<N extends PduName> = Of<(typeof kinds)[N]>;

/** What stands in a PDU of that name; null in another. */
export function bodyOf<N extends PduName>(of: Pdu, name: N): PduBody<N> | null {
  const bodies: { [K in PduName]?: PduBody<K> } = of;
  return bodies[name] ?? null;
}

/** The PDU that these bytes are. Throws `Unreadable`. */
export function readPdu(bytes: Uint8Array): Pdu {
  const value = readBer(bytes);
  if (!pdu.takes(value.tag)) throw new Unreadable(0, "a PDU that is not spoken here");
  return pdu.read(value);
}

export function writePdu(value: Pdu): Uint8Array {
  return writeBer(pdu.write(value));
}
