/** The door of the programme: what other modules may call. */
export { cancelSession } from "./changing/cancel.ts";
export { editSession } from "./changing/change-session.ts";
export { holdSessions } from "./changing/hold-sessions.ts";
export { enter as enterContest } from "./contest/enter.ts";
export { score as giveScore, takeSeat as takeJurySeat } from "./contest/judge.ts";
export { enterResults, publishResults } from "./contest/results.ts";
export {
  addCategory,
  addRound,
  appoint as appointJuror,
  decide as decideEntry,
  putContest,
} from "./contest/write-contest.ts";
export { createEvent } from "./drafting/write-event.ts";
export { mostAudioBytes } from "./exhibition/audio/contract.ts";
export { keepRecording, serveRecordings } from "./exhibition/audio/files.ts";
export { openSlots, openTours } from "./exhibition/open-entry.ts";
export {
  answer as answerFeedback,
  give as giveFeedback,
  showDesk as feedbackAbout,
} from "./feedback/feedback.ts";
export { previewEvent } from "./finding/show-event.ts";
export { liveFolder, startIngest } from "./online/live/ingest.ts";
export { serveLive } from "./online/live/serve.ts";
export { takeStep } from "./publishing/take-step.ts";
export { createSeries } from "./series/write-series.ts";
export { sessionsAtClosedPlaces } from "./watch.ts";
export { sessionsOn, waitingEvents } from "./watch-store.ts";
export { create as createWork, publish as publishWork, setShowing } from "./works/works.ts";
