/** Close: either side ends the association and says why (ISO 23950, 3.2.11). */
import { implicit, optional, sequence } from "./asn1.ts";
import { otherInfo, referenceId } from "./parts.ts";
import { named, text } from "./simple.ts";

export const close = sequence({
  referenceId,
  closeReason: implicit(
    211,
    named({
      finished: 0,
      shutdown: 1,
      systemProblem: 2,
      costLimit: 3,
      resources: 4,
      securityViolation: 5,
      protocolError: 6,
      lackOfActivity: 7,
      peerAbort: 8,
      unspecified: 9,
    }),
  ),
  diagnosticInformation: optional(implicit(3, text)),
  otherInfo,
});
