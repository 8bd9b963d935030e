/** What events are called in the history of publishing. */
export const eventThing = "event";
