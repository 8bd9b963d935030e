/** A small server on the test database: one operation for each way a request can end. For tests of the platform. */
import { Line, operation, T } from "#contract";
import { anonymous, newSubject, startSession } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import { refused } from "#platform/errors";
import { anyone, buildApp, by, implement, performer, signedIn } from "#platform/http";
import { testCtx } from "#platform/testing";

const note = operation({
  id: "test.note",
  method: "POST",
  path: "/api/test/notes",
  summary: "Keeps a note.",
  body: T.Object({
    text: Line(20),
    tags: T.Optional(T.Array(T.Object({ name: T.String({ minLength: 2 }) }), { maxItems: 3 })),
    refuse: T.Optional(T.Boolean()),
    slow: T.Optional(T.Boolean()),
  }),
  answer: T.Object({ id: T.String() }),
});
const list = operation({
  id: "test.list",
  method: "GET",
  path: "/api/test/notes",
  summary: "Counts notes.",
  query: T.Object({ text: T.Optional(T.String()), limit: T.Optional(T.Integer({ maximum: 100 })) }),
  answer: T.Object({ count: T.Integer() }),
});
const get = operation({
  id: "test.get",
  method: "GET",
  path: "/api/test/notes/:id",
  summary: "A note.",
  params: T.Object({ id: T.String({ format: "uuid" }) }),
  answer: T.Object({ text: T.String() }),
});
const mine = operation({
  id: "test.mine",
  method: "GET",
  path: "/api/test/mine",
  summary: "For those signed in.",
  answer: T.Object({ account: T.String() }),
});
const secret = operation({
  id: "test.secret",
  method: "GET",
  path: "/api/test/secret",
  summary: "For nobody.",
  answer: T.Object({}),
});
const crash = operation({
  id: "test.crash",
  method: "GET",
  path: "/api/test/crash",
  summary: "Has a bug.",
  answer: T.Object({}),
});
const signIn = operation({
  id: "test.sign-in",
  method: "POST",
  path: "/api/test/sign-in",
  summary: "Gives a session.",
  body: T.Object({}),
  answer: T.Object({ account: T.String() }),
  unrepeated: true,
  limit: "sign-in",
});

const rules = { "secret.see": (_who: unknown, _of: object) => false };

const operations = [
  implement(note, {
    may: anyone,
    run: async (ctx, { body }) => {
      const id = newId();
      await ctx.db.run`insert into note (id, body) values (${id}, ${body.text})`;
      if (body.slow) await ctx.db.run`select pg_sleep(0.3)`;
      if (body.refuse) throw refused("too-many-requests", { retryAfter: 1 });
      return { id };
    },
  }),
  implement(list, {
    may: anyone,
    run: async (ctx, { query }) =>
      ctx.db
        .one`select count(*)::int as count from note where body = ${query.text ?? ""} limit ${query.limit ?? 1}`,
  }),
  implement(get, { may: anyone, run: async () => ({ text: "note" }) }),
  implement(mine, { may: signedIn, run: async (ctx) => ({ account: ctx.actor.account ?? "" }) }),
  implement(secret, { may: by(rules, "secret.see", () => ({})), run: async () => ({}) }),
  implement(crash, {
    may: anyone,
    run: async () => {
      throw new Error("no row for 13912345678 in reader 650203199001011234", {
        cause: new Error("inner 13912345678"),
      });
    },
  }),
  implement(signIn, {
    may: anyone,
    run: async (ctx) => {
      const account = await newSubject(ctx.db, ctx);
      await startSession(ctx, { account, channel: "portal" });
      return { account };
    },
  }),
];

export interface Small {
  https?: boolean;
  tls?: { key: string; cert: string };
  trustProxy?: boolean;
  log?: Ctx["log"];
  clock?: Ctx["clock"];
}

/** The server, not listening. Its accounts are subject keys; everybody in a session is a resident. */
export async function smallServer(
  { db }: { db: Ctx["db"] },
  { https = false, trustProxy = false, tls, ...differs }: Small = {},
) {
  await db.run`create table if not exists note (id uuid primary key, body text not null)`;
  const app = await buildApp({
    operations,
    performer: performer(operations, { checkAnswers: true }),
    base: testCtx(db, { random: trueRandom, ...differs }),
    resolveActors: async (_base, sessions) =>
      sessions.map(({ account }) => ({ ...anonymous, kind: "resident", account, subject: account })),
    https,
    ...(tls && { tls }),
    trustProxy,
  });
  return app;
}

/** The cookie header of somebody signed in. */
export async function someoneSignedIn(ctx: Ctx): Promise<{ account: string; cookie: string }> {
  let cookie = "";
  const account = await inTx(ctx, async (inner) => {
    const subject = await newSubject(inner.db, inner);
    await startSession(
      {
        ...inner,
        random: trueRandom,
        setSession: (token) => {
          cookie = `wenmai=${token}`;
        },
      },
      { account: subject, channel: "portal" },
    );
    return subject;
  });
  return { account, cookie };
}
