/** What pages of later modules use of ours. */
export { listDeskCourses } from "../course/contract.ts";
export { ClassRows } from "./rows.tsx";
