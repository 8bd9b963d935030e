/** The door of library: what other modules may call. */
export {};
