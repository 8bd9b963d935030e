import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { Temporal } from "temporal-polyfill";
import { type Ctx, inTx } from "#platform/ctx";
import { NotSent, shownMessages } from "#platform/notify";
import { at, dbTest } from "#platform/testing";
import { aChild, aResident } from "../testing.ts";
import { markNoticesRead, noticesOf, noticesOfWards, notify } from "./notify.ts";
import { sendNotices } from "./send.ts";
import { takeDue } from "./store.ts";

const noon = "2026-06-12T04:00:00Z";
const here = (ctx: Ctx): Ctx & { messenger: ReturnType<typeof shownMessages> } => ({
  ...ctx,
  clock: at(noon),
  messenger: shownMessages(at(noon)),
});
const say = (to: string | string[], once?: string) => ({
  to,
  key: "act.other",
  values: { what: "试" },
  once,
});

dbTest("a person is told once what an event told twice, in words of the reader", async ({ ctx }) => {
  const now = here(ctx);
  const one = await inTx(now, (inner) => aResident(inner, { phone: "+8613900005001" }));
  const told = await inTx(now, async (inner) => {
    const values = {
      what: "x",
      at: Temporal.Instant.from("2026-06-19T11:30:00Z"),
      day: Temporal.PlainDate.from("2026-06-20"),
    };
    const first = await notify(inner, {
      to: one.subject,
      key: "act.other",
      values,
      href: "/my",
      once: "event-1",
    });
    return [first, await notify(inner, { to: one.subject, key: "act.other", values, once: "event-1" })];
  });
  assert.deepEqual(told, [1, 0]);
  const inEnglish = await noticesOf({ ...now, locale: "en" }, one.account, { after: undefined, limit: 10 });
  assert.deepEqual(
    inEnglish.items.map(({ text, href, isNew }) => [text, href, isNew]),
    [["Did something else (x)", "/my", true]],
  );
  await sendNotices(now);
  await sendNotices(now);
  assert.deepEqual(
    now.messenger.list().map(({ address, text }) => [address, text]),
    [["+8613900005001", `办理了一项业务（x） ${now.city.url}/my`]],
    "what it asks for is behind the link",
  );
});

dbTest("a thousand people are told in one statement; the erased are passed over", async ({ db, ctx }) => {
  const now = here(ctx);
  const subjects = await inTx(now, async (inner) => {
    const made: string[] = [];
    for (let n = 0; n < 20; n++) made.push((await aResident(inner)).subject);
    return made;
  });
  await db.run`update people.account set status = 'erased', name = null where subject = ${subjects[0]}`;
  assert.equal(await inTx(now, (inner) => notify(inner, say([...subjects, ...subjects], "many"))), 19);
});

dbTest("what is told to a child reaches the guardians' phones and says whose it is", async ({ ctx }) => {
  const now = here(ctx);
  const child = await inTx(now, async (inner) =>
    aChild(inner, await aResident(inner, { phone: "+8613900005002" }), { name: "艾力" }),
  );
  await inTx(now, (inner) => notify(inner, say(child.subject)));
  await sendNotices(now);
  assert.deepEqual(
    now.messenger.list().map(({ address, text }) => [address, text]),
    [["+8613900005002", "艾力 的消息：办理了一项业务（试）"]],
  );
});

dbTest("a guardian's own messages say which child has something new, to nobody else", async ({ db, ctx }) => {
  const now = here(ctx);
  const { guardian, child, grown, stranger } = await inTx(now, async (inner) => {
    const made = await aResident(inner);
    return {
      guardian: made,
      child: await aChild(inner, made, { name: "艾力" }),
      grown: await aChild(inner, made, { name: "阿依努尔", born: "2010-05-20" }),
      stranger: await aResident(inner),
    };
  });
  await db.run`update people.account set phone_hash = sha256('0'), phone_sealed = '0' where subject = ${grown.subject}`;
  await inTx(now, (inner) => notify(inner, say([child.subject, grown.subject])));
  const asked = async (actor: Ctx["actor"]) =>
    (await noticesOfWards({ ...now, actor })).map(({ relation, name, unread }) => [relation, name, unread]);
  assert.deepEqual(
    await asked(guardian.actor),
    [[child.relation, "艾力", 1]],
    "who has a phone reads it there",
  );
  assert.deepEqual(await asked(child.actor), [], "who acts sees those of the child itself");
  assert.deepEqual(await asked(stranger.actor), []);
  await inTx(now, (inner) => markNoticesRead(inner, child.account));
  assert.deepEqual(await asked(guardian.actor), []);
});

dbTest(
  "a broken line is tried again, a refused number is given up, others are not held up",
  async ({ db, ctx }) => {
    await db.run`delete from people.notice`;
    const now = here(ctx);
    const [lost, refusedOnce, fine] = await inTx(now, async (inner) => [
      await aResident(inner, { phone: "+8613900005003" }),
      await aResident(inner, { phone: "+8613900005004" }),
      await aResident(inner, { phone: "+8613900005005" }),
    ]);
    assert.ok(lost && refusedOnce && fine);
    await inTx(now, (inner) => notify(inner, say([lost.subject, refusedOnce.subject, fine.subject])));
    const sent: string[] = [];
    const messenger: Ctx["messenger"] = {
      async send({ address }) {
        if (address.endsWith("3")) throw new NotSent("no line", { again: true });
        if (address.endsWith("4")) throw new NotSent("refused", { again: false });
        sent.push(address);
      },
    };
    for (let round = 0; round < 7; round++) {
      const clock = at(Temporal.Instant.from(noon).add({ hours: round }).toString());
      await sendNotices({ ...now, clock, messenger });
      await sendNotices({ ...now, clock, messenger });
    }
    assert.deepEqual(sent, ["+8613900005005"]);
    const rows = await db.many<{ tries: number; waits: boolean }>`
    select n.tries, n.sent_at is null as waits from people.notice n join people.account a on a.id = n.account
     where a.subject = any(${[lost.subject, refusedOnce.subject]}::uuid[]) order by n.tries`;
    assert.deepEqual(rows, [
      { tries: 1, waits: false },
      { tries: 5, waits: false },
    ]);
  },
);

dbTest("nothing is open in the database while a message is on its way", async ({ db, ctx }) => {
  await db.run`delete from people.notice`;
  const now = here(ctx);
  const one = await inTx(now, (inner) => aResident(inner, { phone: "+8613900005011" }));
  await inTx(now, (inner) => notify(inner, say(one.subject)));
  let seen: unknown;
  const messenger: Ctx["messenger"] = {
    async send() {
      // Another connection sees the row as taken, and can have it: no transaction holds it.
      seen = await db.one`
        select n.tries, n.due_at > ${noon}::timestamptz as taken,
               (select count(*)::int from pg_stat_activity
                 where datname = current_database() and state like 'idle in transaction%') as open
          from people.notice n join people.account a on a.id = n.account where a.subject = ${one.subject} for update nowait`;
    },
  };
  await sendNotices({ ...now, messenger });
  assert.deepEqual(seen, { tries: 1, taken: true, open: 0 });
});

dbTest("whoever dies while sending loses no message: the next one sends it again", async ({ db, ctx }) => {
  await db.run`delete from people.notice`;
  const now = here(ctx);
  const one = await inTx(now, (inner) => aResident(inner, { phone: "+8613900005012" }));
  await inTx(now, (inner) => notify(inner, say(one.subject)));
  const dying = { now: now.clock(), until: now.clock().add({ minutes: 10 }), limit: 20 };
  const [taken] = await inTx(now, (inner) => takeDue(inner.db, dying));
  assert.ok(taken);
  await sendNotices(now);
  assert.deepEqual(now.messenger.list(), [], "somebody else is at it");
  await sendNotices({ ...now, clock: at("2026-06-12T04:10:00Z") });
  assert.deepEqual(
    now.messenger.list().map(({ id }) => id),
    [taken.id],
  );
});

dbTest("a message that hangs is given up for now, and the others go out", async ({ db, ctx }) => {
  await db.run`delete from people.notice`;
  const now = here(ctx);
  const people = await inTx(now, async (inner) => [
    await aResident(inner, { phone: "+8613900005021" }),
    await aResident(inner, { phone: "+8613900005022" }),
    await aResident(inner, { phone: "+8613900005023" }),
  ]);
  await inTx(now, (inner) => notify(inner, say(people.map(({ subject }) => subject))));
  const sent: string[] = [];
  const messenger: Ctx["messenger"] = {
    send: async ({ address }) => {
      if (address.endsWith("1")) await new Promise<never>(() => undefined);
      sent.push(address);
    },
  };
  const late = new AbortController();
  const sending = sendNotices({ ...now, messenger }, {}, () => late.signal);
  while ((await db.many`select from people.notice where sent_at is not null`).length < 2) await pause(10);
  late.abort();
  await sending;
  assert.deepEqual(sent.toSorted(), ["+8613900005022", "+8613900005023"]);
  const waiting = await db.many`
    select n.tries, n.due_at = ${noon}::timestamptz + interval '1 minute' as again from people.notice n where sent_at is null`;
  assert.deepEqual(waiting, [{ tries: 1, again: true }]);
});

dbTest("pages of messages follow each other without gap or repetition", async ({ ctx }) => {
  const one = await inTx(here(ctx), (inner) => aResident(inner));
  for (let n = 0; n < 5; n++) {
    await inTx({ ...ctx, clock: at(`2026-06-12T04:0${n}:00Z`) }, (inner) => notify(inner, say(one.subject)));
  }
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await noticesOf(ctx, one.account, { after, limit: 2 });
    seen.push(...page.items.map(({ at: moment }) => moment));
    after = page.next ?? undefined;
  } while (after);
  assert.deepEqual(
    seen,
    ["04", "03", "02", "01", "00"].map((minute) => `2026-06-12T04:${minute}:00Z`),
  );
});
