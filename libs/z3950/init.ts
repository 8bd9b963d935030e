/** Initialize: both say what they can, and who asks (ISO 23950, 3.2.1). */
import { choice, explicit, implicit, optional, sequence } from "./asn1.ts";
import { otherInfo, referenceId } from "./parts.ts";
import { boolean, external, flags, integer, nothing, text, visibleText } from "./simple.ts";

const versions = ["version-1", "version-2", "version-3"] as const;

/** In the order of their bits. */
const options = [
  "search",
  "present",
  "delSet",
  "resourceReport",
  "triggerResourceCtrl",
  "resourceCtrl",
  "accessCtrl",
  "scan",
  "sort",
  "reserved",
  "extendedServices",
  "level-1Segmentation",
  "level-2Segmentation",
  "concurrentOperations",
  "namedResultSets",
  "encapsulation",
  "resultCountInSort",
  "negotiationModel",
] as const;

const both = {
  referenceId,
  protocolVersion: implicit(3, flags(versions)),
  options: implicit(4, flags(options)),
  preferredMessageSize: implicit(5, integer),
  exceptionalRecordSize: implicit(6, integer),
};
const implementation = {
  implementationId: optional(implicit(110, text)),
  implementationName: optional(implicit(111, text)),
  implementationVersion: optional(implicit(112, text)),
  userInformationField: optional(explicit(11, external)),
  otherInfo,
};

export const initRequest = sequence({
  ...both,
  idAuthentication: optional(
    explicit(
      7,
      choice({
        open: visibleText,
        idPass: sequence({
          groupId: optional(implicit(0, text)),
          userId: optional(implicit(1, text)),
          password: optional(implicit(2, text)),
        }),
        anonymous: nothing,
        other: external,
      }),
    ),
  ),
  ...implementation,
});

export const initResponse = sequence({ ...both, result: implicit(12, boolean), ...implementation });
