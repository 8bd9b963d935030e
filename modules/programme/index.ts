/** The door of the programme: what other modules may call. */
export { closedThen } from "./drafting/closed-then.ts";
export { closedSentence } from "./drafting/warnings.ts";
export { mostAudioBytes } from "./exhibition/audio/contract.ts";
export { keepRecording, serveRecordings } from "./exhibition/audio/files.ts";
export { admissionOf } from "./finding/admission.ts";
export { reasonAgainstAge } from "./finding/ages.ts";
export { organiserNames, placeNames } from "./finding/around.ts";
export { placesClosed } from "./finding/place-closed.ts";
export { liveFolder, startIngest } from "./online/live/ingest.ts";
export { serveLive } from "./online/live/serve.ts";
export { repeatedTimes } from "./recurring/times.ts";
export { type SheetRow, shareCover, shareInks, shareSheet, shareSize } from "./sharing/share-sheet.ts";
export { exchangeUses } from "./slots.ts";
export { sessionsAtClosedPlaces } from "./watch.ts";
export { sessionsOn, waitingEvents } from "./watch-store.ts";
