/** What fills a city through courses without being asked whether it may: the demo city, tests and benches. No other module calls it. */
export { classById } from "./classes/class-store.ts";
export { createClass, openClass } from "./classes/write-class.ts";
export type { CourseText } from "./course/contract.ts";
export { createCourse, stepCourse } from "./course/write-course.ts";
export { issue as issueCertificates } from "./learning/certificates.ts";
export { holdLessons } from "./lessons/hold-lessons.ts";
export { lessonsOf } from "./lessons/lesson-store.ts";
export { addLessons } from "./lessons/write-lessons.ts";
export { learnersOf, mark as markRoll } from "./teaching/roll.ts";
export {
  answer as answerClass,
  appoint as appointTeacher,
  share as shareTeacher,
  takeSeat,
} from "./teaching/teachers.ts";
