/** What fills a city through the programme without being asked whether it may: the demo city, tests and benches. No other module calls it. */
export { cancelSession } from "./changing/cancel.ts";
export { addSessions } from "./changing/change-event.ts";
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
export { openSlots, openTours } from "./exhibition/open-entry.ts";
export {
  answer as answerFeedback,
  give as giveFeedback,
  showDesk as feedbackAbout,
} from "./feedback/feedback.ts";
export { previewEvent } from "./finding/show-event.ts";
export { takeStep } from "./publishing/take-step.ts";
export { createSeries } from "./series/write-series.ts";
export { answerLeg, askForLeg } from "./touring/ask.ts";
export {
  beginEvent as beginTourEvent,
  leaveLeg,
  receiveLeg,
  sendLeg,
  settleCheck as settleTourCheck,
} from "./touring/on-the-way.ts";
export { createTouring, offerTouring } from "./touring/write-touring.ts";
export { create as createWork, publish as publishWork, setShowing } from "./works/works.ts";
