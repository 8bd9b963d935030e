/** Operations: declared in contracts, implemented in routes, performed here. */
export { buildApp } from "./app.ts";
export type { RawInput } from "./check.ts";
export { cursorText, readCursor } from "./cursor.ts";
export { FileAnswer } from "./file-answer.ts";
export { forgetOldAnswers } from "./idempotency.ts";
export { anyone, by, type Implemented, implement, type Outcome, signedIn } from "./implement.ts";
export { openApi } from "./openapi.ts";
export { type Performer, performer } from "./perform.ts";
export { problemDocument, understood } from "./problem.ts";
