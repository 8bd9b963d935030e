/** The door of courses: what other modules may call. */
export {};
