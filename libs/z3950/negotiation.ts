/**
 * Character set negotiation 3, as far as anybody uses it: may names, terms and messages be in UTF-8? It travels in the other information of
 * Initialize, and counts where both have set the option `negotiationModel`.
 */
import { any, choice, explicit, implicit, optional, sequence, sequenceOf } from "./asn1.ts";
import { Unreadable } from "./ber.ts";
import { charsetNegotiation, utf8Level } from "./oids.ts";
import type { OtherInfo } from "./parts.ts";
import { boolean, oid } from "./simple.ts";

const iso10646 = implicit(
  2,
  sequence({ collections: optional(implicit(1, oid)), encodingLevel: implicit(2, oid) }),
);

const negotiation = choice({
  // Of the other kinds of charsets it is enough to see that they are others.
  proposal: implicit(
    1,
    sequence({
      proposedCharSets: optional(implicit(1, sequenceOf(any))),
      recordsInSelectedCharSets: optional(implicit(3, boolean)),
    }),
  ),
  response: implicit(
    2,
    sequence({
      selectedCharSets: optional(explicit(1, any)),
      recordsInSelectedCharSets: optional(implicit(3, boolean)),
    }),
  ),
});

const utf8 = iso10646.write({ encodingLevel: utf8Level });

/** For the request; records keep the charset they are in. */
export const utf8Proposed = info({ proposal: { proposedCharSets: [utf8] } });
/** For the response, where it was proposed. */
export const utf8Selected = info({ response: { selectedCharSets: utf8 } });

/** Whether a request proposes UTF-8, or a response has selected it. */
export function hasUtf8(otherInfo: OtherInfo | undefined): boolean {
  try {
    return (otherInfo ?? [])
      .flatMap(charsetsIn)
      .some((one) => iso10646.takes(one.tag) && iso10646.read(one).encodingLevel === utf8Level);
  } catch (error) {
    // A negotiation that cannot be read has no result; the PDU around it is good.
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

function charsetsIn({ information }: OtherInfo[number]) {
  if (!("externallyDefinedInfo" in information)) return [];
  const { directReference, encoding } = information.externallyDefinedInfo;
  if (directReference !== charsetNegotiation || !("singleAsn1Type" in encoding)) return [];
  if (!negotiation.takes(encoding.singleAsn1Type.tag)) return [];
  const said = negotiation.read(encoding.singleAsn1Type);
  if ("proposal" in said) return said.proposal.proposedCharSets ?? [];
  return said.response.selectedCharSets ? [said.response.selectedCharSets] : [];
}

function info(said: Parameters<typeof negotiation.write>[0]): OtherInfo {
  const encoding = { singleAsn1Type: negotiation.write(said) };
  return [{ information: { externallyDefinedInfo: { directReference: charsetNegotiation, encoding } } }];
}
