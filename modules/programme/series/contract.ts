/** JSON in and out of brand series at the desk. */
import { DayShape, Id, Line, Nullable, operation, T } from "#contract";
import { SeriesText } from "../desk/contract.ts";

const params = T.Object({ id: Id });
const Level = T.Enum(["series", "edition", "theme"]);

export const listDeskSeries = operation({
  id: "series.desk-list",
  method: "GET",
  path: "/api/desk/series",
  summary: "All brand series with their editions and themes, each below its whole, and those one may begin.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        level: Level,
        parentId: Nullable(Id),
        name: T.String(),
        startsOn: Nullable(DayShape),
        endsOn: Nullable(DayShape),
        events: T.Integer(),
      }),
    ),
    /** Organisations for which one may begin a series. */
    organisations: T.Array(T.Object({ id: Id, name: T.String() })),
  }),
});

export const getDeskSeries = operation({
  id: "series.desk-get",
  method: "GET",
  path: "/api/desk/series/:id",
  summary: "A brand series, edition or theme as it is written.",
  params,
  answer: T.Object({
    id: Id,
    version: T.Integer(),
    level: Level,
    organisationId: Id,
    series: SeriesText,
    above: T.Array(T.Object({ id: Id, name: T.String() })),
    below: T.Array(T.Object({ id: Id, level: Level, name: T.String(), startsOn: Nullable(DayShape) })),
    can: T.Array(T.Enum(["edit"])),
  }),
});

export const nextEdition = operation({
  id: "series.next-edition",
  method: "POST",
  path: "/api/desk/series/:id/editions",
  summary:
    "Begins the next edition of a whole series, with the themes of the last one moved along to its days.",
  params,
  body: T.Object({ name: Line(100), startsOn: DayShape, endsOn: Nullable(DayShape) }),
  answer: T.Object({ id: Id, themes: T.Integer() }),
});
