/** What pages of later modules take from the pages of booking. */
export { TermFields } from "./rule-fields.tsx";
