import { Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { noticeChannels, noticeKinds } from "./kinds.ts";

export { noticeChannels, noticeKinds };

const Channel = T.Enum([...noticeChannels]);
const Kind = T.Enum([...noticeKinds]);

export const myMessages = operation({
  id: "people.messages",
  method: "GET",
  path: "/api/messages",
  summary: "What the city told the person, newest first.",
  query: T.Object({ after: T.Optional(Id) }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        id: Id,
        at: InstantShape,
        text: T.String(),
        href: Nullable(T.String()),
        isNew: T.Boolean(),
        /** When it goes to a phone or address, if it waits. */
        waits: Nullable(InstantShape),
        /** How it was carried: the latest attempt by each channel; `own`: not to a guardian. */
        carried: T.Array(
          T.Object({
            channel: Channel,
            outcome: T.Enum(["sent", "put-off", "refused"]),
            at: InstantShape,
            nextAt: Nullable(InstantShape),
            own: T.Boolean(),
          }),
        ),
      }),
    ),
    next: Nullable(T.String()),
    unread: T.Integer(),
    /** Children of the person who have something new to read and no phone of their own. */
    wards: T.Array(T.Object({ relation: Id, name: Nullable(T.String()), unread: T.Integer() })),
  }),
});

export const readMessages = operation({
  id: "people.read-messages",
  method: "POST",
  path: "/api/messages/read",
  summary: "Marks all messages as read.",
  answer: Empty,
});

export const shownMessages = operation({
  id: "people.shown-messages",
  method: "GET",
  path: "/api/dev/messages",
  summary: "Demo only: what would have gone to phones, newest first.",
  answer: T.Object({
    items: T.Array(
      T.Object({ id: T.String(), at: InstantShape, address: T.String(), kind: T.String(), text: T.String() }),
    ),
  }),
});

const Clock = T.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
/** Local times of the city. */
const QuietShape = T.Object({ starts: Clock, ends: Clock, urgentBefore: Clock });

export const noticeSettings = operation({
  id: "people.notice-settings",
  method: "GET",
  path: "/api/me/notices",
  summary: "Which notices reach one's phone or address, and when they wait.",
  answer: T.Object({
    /** Channels the person can be reached by. */
    has: T.Array(Channel),
    email: Nullable(T.String()),
    /** Whether this city writes letters. */
    mails: T.Boolean(),
    quiet: QuietShape,
    kinds: T.Array(
      T.Object({ kind: Kind, necessary: T.Boolean(), asks: T.Boolean(), channels: T.Array(Channel) }),
    ),
  }),
});

export const chooseNotices = operation({
  id: "people.choose-notices",
  method: "PUT",
  path: "/api/me/notices",
  summary: "Chooses the channels of each kind of notice that is named. What is necessary keeps one.",
  body: T.Object({
    choices: T.Object(
      Object.fromEntries(
        noticeKinds.map((kind) => [kind, T.Optional(T.Array(Channel, { uniqueItems: true }))] as const),
      ),
    ),
  }),
  answer: Empty,
});

export const askEmail = operation({
  id: "people.ask-email",
  method: "POST",
  path: "/api/me/email",
  summary: "Sends a code to an e-mail address, which is used once the code came back.",
  body: T.Object({ email: Line(254) }),
  answer: T.Object({ attempt: Id, expiresAt: InstantShape }),
});

export const confirmEmail = operation({
  id: "people.confirm-email",
  method: "POST",
  path: "/api/me/email/confirmation",
  summary: "Shows by the code that the address is one's own.",
  body: T.Object({ attempt: Id, code: Line(20) }),
  answer: Empty,
  unrepeated: true,
});

export const forgetEmail = operation({
  id: "people.forget-email",
  method: "DELETE",
  path: "/api/me/email",
  summary: "Forgets one's e-mail address.",
  answer: Empty,
});

const byLink = { params: T.Object({ token: Line(200) }), answer: T.Object({ kind: Kind }) };

export const stopLink = operation({
  id: "people.stop-link",
  method: "GET",
  path: "/api/stop/:token",
  summary: "Which kind of letters a link stops.",
  ...byLink,
});

export const stopByLink = operation({
  id: "people.stop-by-link",
  method: "POST",
  path: "/api/stop/:token",
  summary: "Stops letters of one kind, by the link that stands in them.",
  ...byLink,
});

const Carried = T.Object({ sent: T.Integer(), refused: T.Integer() });

export const noticeCounts = operation({
  id: "people.notice-counts",
  method: "GET",
  path: "/api/desk/notices",
  summary:
    "How many notices of the last seven days went out by which channel, and what could not be carried. Nobody is named.",
  answer: T.Object({
    since: InstantShape,
    kinds: T.Array(
      T.Object({ kind: Kind, told: T.Integer(), waiting: T.Integer(), sms: Carried, email: Carried }),
    ),
    failures: T.Array(
      T.Object({
        id: Id,
        kind: Kind,
        channel: Channel,
        at: InstantShape,
        /** Null: given up. */
        nextAt: Nullable(InstantShape),
      }),
    ),
    quiet: QuietShape,
    can: T.Array(T.Enum(["set-quiet-hours"])),
  }),
});

export const putQuietHours = operation({
  id: "people.put-quiet-hours",
  method: "PUT",
  path: "/api/quiet-hours",
  summary: "Sets when text messages and letters wait for the morning.",
  body: QuietShape,
  answer: QuietShape,
});
