/** Who asks, and what they may: actors, roles, sessions, subject keys, secrets. */
export * from "./actor.ts";
export { personErase, personExport, type Person, type PersonSection } from "./person-slots.ts";
export * from "./session.ts";
export { openFor, sealFor } from "./subject.ts";
export { destroySubject, newSubject, openForSubject, sealForSubject } from "./subjects.ts";
