/** The door of the programme: what other modules may call. */
export { cancelSession } from "./changing/cancel.ts";
export { editSession } from "./changing/change-session.ts";
export { holdSessions } from "./changing/hold-sessions.ts";
export { createEvent } from "./drafting/write-event.ts";
export { openSlots, openTours } from "./exhibition/open-entry.ts";
export { previewEvent } from "./finding/show-event.ts";
export { takeStep } from "./publishing/take-step.ts";
export { createSeries } from "./series/write-series.ts";
export { sessionsAtClosedPlaces } from "./watch.ts";
export { sessionsOn, waitingEvents } from "./watch-store.ts";
