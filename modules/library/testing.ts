/** Builders of all parts of the library, and one input for every operation, for the generated access test. */
import { orderSamples } from "./acquiring/orders/testing.ts";
import { serialSamples } from "./acquiring/serials/testing.ts";
import { wishSamples } from "./acquiring/wishes/testing.ts";
import { authoritySamples } from "./catalogue/authorities/testing.ts";
import { editSamples } from "./catalogue/editing/testing.ts";
import { batchSamples } from "./catalogue/importing/testing.ts";
import { itemSamples } from "./catalogue/items/testing.ts";
import { listSamples } from "./catalogue/lists/testing.ts";
import { matchSamples } from "./catalogue/matching/testing.ts";
import { profileSamples } from "./catalogue/profiles/testing.ts";
import { searchSamples } from "./catalogue/searching/testing.ts";
import { shelfSamples } from "./catalogue/shelf/testing.ts";
import type { Samples } from "./catalogue/testing.ts";
import { deliverySamples } from "./circulation/delivery/testing.ts";
import { feeSamples } from "./circulation/fees/testing.ts";
import { holdSamples } from "./circulation/holds/testing.ts";
import { lostSamples } from "./circulation/lost/testing.ts";
import { offlineSamples } from "./circulation/offline/testing.ts";
import { readerSamples } from "./circulation/readers/testing.ts";
import { loanRuleSamples } from "./circulation/rules/testing.ts";
import { setSamples } from "./circulation/sets/testing.ts";
import { tillSamples } from "./circulation/till/testing.ts";
import { networkSamples } from "./network/testing.ts";

export { aBuyer } from "./acquiring/orders/testing.ts";
export { aSubscriber } from "./acquiring/serials/testing.ts";
export { anAuthority } from "./catalogue/authorities/testing.ts";
export {
  aBook,
  aFile,
  anItemMapping,
  aRecord,
  everythingSaidBy,
  marcBytesAt,
  marcFiles,
  marcRecordsAt,
  withoutMarcFolder,
} from "./catalogue/describing/testing.ts";
export { aChineseBook, aDeskRecord } from "./catalogue/editing/testing.ts";
export { aProfile, aRefusedRecord, landedBatch } from "./catalogue/importing/testing.ts";
export { aShelf } from "./catalogue/items/testing.ts";
export { aListText } from "./catalogue/lists/testing.ts";
export { countFor, nextHits, searchFor, wantedOf } from "./catalogue/searching/testing.ts";
export { checkIn as bringBack } from "./circulation/lending/check-in.ts";
export { checkOut } from "./circulation/lending/check-out.ts";
export { join as joinAsReader } from "./circulation/readers/join.ts";
export { aHouse, aReader, type House, someCopies } from "./circulation/testing.ts";
export { aTill } from "./circulation/till/testing.ts";

export const samples: Samples = {
  ...searchSamples,
  ...batchSamples,
  ...matchSamples,
  ...itemSamples,
  ...shelfSamples,
  ...editSamples,
  ...listSamples,
  ...profileSamples,
  ...authoritySamples,
  ...wishSamples,
  ...orderSamples,
  ...serialSamples,
  ...networkSamples,
  ...holdSamples,
  ...deliverySamples,
  ...setSamples,
  ...loanRuleSamples,
  ...readerSamples,
  ...tillSamples,
  ...offlineSamples,
  ...feeSamples,
  ...lostSamples,
};
