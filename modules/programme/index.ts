/** The door of the programme: what other modules may call. */
export { cancelEvent, cancelSession } from "./changing/cancel.ts";
export { addSessions, editEvent } from "./changing/change-event.ts";
export { editSession } from "./changing/change-session.ts";
export { holdSessions } from "./changing/hold-sessions.ts";
export { createEvent } from "./drafting/write-event.ts";
export { sessionsAt, sessionsByOffer } from "./finding/at-place.ts";
export type { FoundEvent, SessionAbout } from "./finding/find-store.ts";
export { agesOf, listEvents } from "./finding/list-events.ts";
export { previewEvent, showEvent } from "./finding/show-event.ts";
export { offerKind } from "./publishing/offers.ts";
export { takeStep } from "./publishing/take-step.ts";
export { listSeries, showSeries } from "./series/show-series.ts";
export { createSeries } from "./series/write-series.ts";
export { sessionsAtClosedPlaces } from "./watch.ts";
export { sessionsOn, type Waiting, waitingEvents } from "./watch-store.ts";
