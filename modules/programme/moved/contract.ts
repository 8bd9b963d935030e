/** JSON in and out of moved sessions. */
import type { Static } from "typebox";
import { Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { PlaceBrief } from "../contract.ts";

const AnswerShape = T.Enum(["coming", "not-coming"]);
const WhenWhere = T.Object({ startsAt: InstantShape, endsAt: InstantShape, place: Nullable(PlaceBrief) });

export const MoveView = T.Object({
  event: T.Object({ id: Id, title: T.String() }),
  was: WhenWhere,
  now: WhenWhere,
  reason: T.String(),
  /** Only while it is open there is something to answer. */
  state: T.Enum(["open", "over", "cancelled", "given-back"]),
  answer: Nullable(AnswerShape),
  /** While the places are only held: what for, and until when. Who comes takes them, unless staff have to approve. */
  held: Nullable(T.Object({ for: T.Enum(["waiting", "counter", "approval", "draw"]), until: InstantShape })),
});
export type MoveView = Static<typeof MoveView>;

const answered = { body: T.Object({ answer: AnswerShape }), answer: T.Object({ answer: AnswerShape }) };
const ofMove = T.Object({ id: Id });
const ofLink = T.Object({ token: Line(100) });

export const getMove = operation({
  id: "events.move",
  method: "GET",
  path: "/api/moves/:id",
  summary: "How a session one holds a place in was moved.",
  params: ofMove,
  answer: MoveView,
});

export const answerMove = operation({
  id: "events.answer-move",
  method: "POST",
  path: "/api/moves/:id/answer",
  summary: "Says whether one comes after the move; who does not gives the places back at once.",
  params: ofMove,
  ...answered,
});

export const getMoveByLink = operation({
  id: "events.move-by-link",
  method: "GET",
  path: "/api/moved/:token",
  summary: "How a session was moved, by the link of a message: nothing of the person.",
  params: ofLink,
  answer: MoveView,
});

export const answerMoveByLink = operation({
  id: "events.answer-move-by-link",
  method: "POST",
  path: "/api/moved/:token",
  summary: "Answers a move by the link of a message, up to the start.",
  params: ofLink,
  ...answered,
});

export const moveAnswers = operation({
  id: "events.move-answers",
  method: "GET",
  path: "/api/desk/sessions/:id/answers",
  summary: "How many holders answered what to the latest move of a session.",
  params: T.Object({ id: Id }),
  answer: T.Object({
    move: Nullable(
      T.Object({ at: InstantShape, coming: T.Integer(), notComing: T.Integer(), silent: T.Integer() }),
    ),
  }),
});
