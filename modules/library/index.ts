/** The door of library: what other modules may call. */
export type { Batch } from "./catalogue/importing/batch-store.ts";
export { beginBatch, goOn } from "./catalogue/importing/begin-batch.ts";
export { keepMarcFile } from "./catalogue/importing/desk-batches.ts";
export { runBatch } from "./catalogue/importing/run-batch.ts";
export { findingsByKind } from "./catalogue/keeping/finding-store.ts";
export { profileNamed, profileNames } from "./catalogue/profiles/profiles.ts";
export { usualProfiles } from "./catalogue/reading/profiles.ts";
export { checkAgreement } from "./circulation/lending/check-agreement.ts";
