/** Publishing by named people, the same for events, places, courses and collections. */
export * from "./machine.ts";
export * from "./one-person.ts";
