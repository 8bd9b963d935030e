import { Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";

export const myPass = operation({
  id: "people.my-pass",
  method: "GET",
  path: "/api/pass",
  summary: "The pass of the person: a static code for paper, and the phones that show it.",
  answer: T.Object({
    name: Nullable(T.String()),
    code: T.String(),
    expiresAt: InstantShape,
    /** What it is shown for in the next days, soonest first. */
    coming: T.Array(
      T.Object({
        title: T.String(),
        where: Nullable(T.String()),
        seats: T.Array(T.String()),
        startsAt: InstantShape,
        href: Nullable(T.String()),
      }),
    ),
    devices: T.Array(T.Object({ id: Id, madeAt: InstantShape, seenAt: InstantShape })),
  }),
});

export const registerOwnDevice = operation({
  id: "people.register-device",
  method: "POST",
  path: "/api/pass/devices",
  summary: "A phone sends its public key and gets the token it signs its codes with. Good for a week.",
  body: T.Object({
    /** RFC 7517, Ed25519 or P-256; what else a browser exports is ignored. */
    key: T.Object({
      kty: Line(10),
      crv: Line(20),
      x: Line(100),
      y: T.Optional(Line(100)),
      alg: T.Optional(Line(20)),
      ext: T.Optional(T.Boolean()),
      key_ops: T.Optional(T.Array(Line(20), { maxItems: 4 })),
    }),
  }),
  answer: T.Object({ device: Id, token: T.String(), expiresAt: InstantShape, now: InstantShape }),
  unrepeated: true,
});

export const forgetOwnDevice = operation({
  id: "people.forget-device",
  method: "DELETE",
  path: "/api/pass/devices/:id",
  summary: "Forgets a phone: its codes stop working, and every other session of the one who asks ends.",
  params: T.Object({ id: Id }),
  answer: Empty,
});

export const checkScannedPass = operation({
  id: "people.check-pass",
  method: "POST",
  path: "/api/door/pass",
  summary: "Whose pass this is, for a door or counter of the organisation. A live code works once.",
  body: T.Object({ organisation: Id, scan: Line(500) }),
  answer: T.Object({ subject: Id, name: Nullable(T.String()), needsDocument: T.Boolean() }),
  unrepeated: true,
});

export const passKeys = operation({
  id: "people.pass-keys",
  method: "GET",
  path: "/api/pass/keys",
  summary: "Public keys with which any door checks passes without a line.",
  answer: T.Object({
    keys: T.Array(
      T.Object({
        kid: T.String(),
        alg: T.Enum(["Ed25519", "ES256"]),
        key: T.String(),
        city: T.String(),
        since: T.Integer(),
        until: Nullable(T.Integer()),
      }),
    ),
  }),
});
