/** JSON in and out of the register of works. */
import type { Static } from "typebox";
import { Empty, Id, InstantShape, Line, Nullable, operation, Prose, Reason, T, Version } from "#contract";

export const workKinds = [
  "dance",
  "drama",
  "music",
  "novel",
  "poetry",
  "animation",
  "film",
  "art",
  "photography",
  "other",
] as const;

const Kind = T.Enum([...workKinds]);
const Year = T.Integer({ minimum: 1000, maximum: 2999 });
const ofThis = T.Object({ id: Id });
const Organisation = T.Object({ id: Id, name: T.String() });
const Written = T.Object({ id: Id, version: T.Integer() });
/** Asked for where the work is public. */
const reason = T.Optional(Reason(500));

export const WorkText = T.Object({
  title: Line(100),
  kind: Kind,
  year: Year,
  summary: Prose(2000),
  /** Who did what, named as the work names them. */
  credits: T.Array(T.Object({ role: Line(40), name: Line(100) }), { maxItems: 60 }),
  rightsHolder: Line(100),
  /** What others may do with it. */
  allowed: Line(300),
  awards: T.Array(T.Object({ year: Year, name: Line(100) }), { maxItems: 60 }),
});
export type WorkText = Static<typeof WorkText>;

const WorkRow = T.Object({ id: Id, title: T.String(), kind: Kind, year: Year, organisation: Organisation });

export const listWorks = operation({
  id: "works.list",
  method: "GET",
  path: "/api/works",
  summary: "Published works, newest first.",
  query: T.Object({ kind: T.Optional(Kind) }),
  answer: T.Object({ items: T.Array(WorkRow) }),
});

export const getWork = operation({
  id: "works.get",
  method: "GET",
  path: "/api/works/:id",
  summary: "A published work: credits, rights, awards, where it was and will be shown.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    ...WorkText.properties,
    organisation: Organisation,
    showings: T.Array(T.Object({ id: Id, title: T.String(), firstAt: Nullable(InstantShape) })),
  }),
});

export const deskWorks = operation({
  id: "works.desk-list",
  method: "GET",
  path: "/api/desk/works",
  summary: "Works of the asker's organisations, last changed first; where they may add one.",
  answer: T.Object({
    items: T.Array(T.Object({ ...WorkRow.properties, published: T.Boolean() })),
    organisations: T.Array(Organisation),
  }),
});

export const deskWork = operation({
  id: "works.desk-get",
  method: "GET",
  path: "/api/desk/works/:id",
  summary: "A work as its staff write it, and the events it may be shown at.",
  params: ofThis,
  answer: T.Object({
    id: Id,
    ...WorkText.properties,
    organisation: Organisation,
    version: T.Integer(),
    published: T.Boolean(),
    showings: T.Array(T.Object({ id: Id, title: T.String() })),
    events: T.Array(T.Object({ id: Id, title: T.String() })),
    can: T.Array(T.Enum(["write", "publish"])),
  }),
});

export const createWork = operation({
  id: "works.create",
  method: "POST",
  path: "/api/desk/works",
  summary: "Writes a new work of an organisation. It is not public yet.",
  body: T.Object({ organisationId: Id, work: WorkText }),
  answer: Written,
});

export const editWork = operation({
  id: "works.edit",
  method: "PUT",
  path: "/api/desk/works/:id",
  summary:
    "Changes the words of a work; of a public one whoever publishes, with a reason and never its title or kind.",
  params: ofThis,
  body: T.Object({ version: Version, work: WorkText, reason }),
  answer: Written,
});

export const publishWork = operation({
  id: "works.publish",
  method: "POST",
  path: "/api/desk/works/:id/publication",
  summary: "Makes a work public, which another person than wrote it does, or takes it back with a reason.",
  params: ofThis,
  body: T.Object({ version: Version, published: T.Boolean(), reason }),
  answer: Written,
});

export const setShowing = operation({
  id: "works.set-showing",
  method: "POST",
  path: "/api/desk/works/:id/showings",
  summary: "Notes that an event shows a work, or that it does not.",
  params: ofThis,
  body: T.Object({ eventId: Id, shown: T.Boolean() }),
  answer: Empty,
});
