/** What the database refuses of lessons, in words. */
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";

const guards: Record<string, string> = {
  lesson_teacher_free: "lesson.teacher-taken",
  lesson_room_free: "lesson.room-taken",
  lesson_one_at_a_time: "session.there-already",
};

/** The database refuses two lessons of one seat, room or class at one time, where nothing is reserved too; the field says which. */
export async function guarded(
  ctx: TxCtx,
  field: string,
  write: (tx: TxCtx["db"]) => Promise<void>,
): Promise<void> {
  try {
    await ctx.db.attempt(write);
  } catch (error) {
    const constraint =
      error !== null && typeof error === "object" && "constraint" in error ? String(error.constraint) : "";
    const id = guards[constraint];
    if (!id) throw error;
    throw invalid([{ field, id }]);
  }
}
