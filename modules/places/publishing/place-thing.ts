/** What places are called in the history of publishing. */
export const placeThing = "place";
