/** What pages of later modules take from the pages of the programme. */
export { eventChoices, listDeskEvents } from "../desk/contract.ts";
export { FindPlaces, WhereField } from "./event-fields.tsx";
export { numberOrNull, whereFrom, whereValue } from "./event-form.ts";
export { HeldStand, LineStand } from "./line-stand.tsx";
export { LinkedData } from "./linked-data-script.tsx";
export { PlannedSessions, RepeatFields, repeatFrom, repeats, tickedDays } from "./repeat-fields.tsx";
export { admissionKinds, EventRows } from "./rows.tsx";
export { instantOf, local, timeOf } from "./session-form.ts";
