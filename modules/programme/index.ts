/** The door of the programme: what other modules may call. */
export { mostAudioBytes } from "./exhibition/audio/contract.ts";
export { keepRecording, serveRecordings } from "./exhibition/audio/files.ts";
export { liveFolder, startIngest } from "./online/live/ingest.ts";
export { serveLive } from "./online/live/serve.ts";
export { sessionsAtClosedPlaces } from "./watch.ts";
export { sessionsOn, waitingEvents } from "./watch-store.ts";
