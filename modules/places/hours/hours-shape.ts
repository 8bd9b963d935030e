/** Opening hours in JSON, as libs/hours understands them. What is possible at all is asked of `faultsIn`. Safe for the browser. */
import { T } from "#contract";

// Times and days are looked at by faultsIn, which says better what is wrong with them.
const time = T.String({ maxLength: 5 });
const sessions = T.Array(T.Object({ from: time, to: time }), { maxItems: 8 });
const week = T.Object({
  mon: T.Optional(sessions),
  tue: T.Optional(sessions),
  wed: T.Optional(sessions),
  thu: T.Optional(sessions),
  fri: T.Optional(sessions),
  sat: T.Optional(sessions),
  sun: T.Optional(sessions),
});

export const HoursShape = T.Object({
  week,
  seasons: T.Optional(
    T.Array(
      T.Object({
        name: T.String({ minLength: 1, maxLength: 40 }),
        from: T.String({ maxLength: 5 }),
        to: T.String({ maxLength: 5 }),
        week,
      }),
      { maxItems: 12 },
    ),
  ),
  exceptions: T.Optional(
    T.Array(
      T.Object({
        from: T.String({ maxLength: 10 }),
        to: T.String({ maxLength: 10 }),
        sessions,
        reason: T.String({ maxLength: 100 }),
      }),
      { maxItems: 200 },
    ),
  ),
  onHoliday: T.Optional(T.Object({ sessions })),
  onMakeUp: T.Optional(T.Union([T.Literal("own-weekday"), T.Object({ sessions })])),
});
