import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { performer } from "#platform/http";
import { NotSent, shownMessages } from "#platform/notify";
import { at, dbTest } from "#platform/testing";
import { moveOwnRows } from "../merging/own-rows.ts";
import { operations } from "../routes.ts";
import { aChild, aResident, type Made } from "../testing.ts";
import { sendEmailCode } from "./email.ts";
import { noticesOf, notify } from "./notify.ts";
import { sendNotices } from "./send.ts";
import { stopToken } from "./stop.ts";

const city = performer(operations, { checkAnswers: true });
const call = <A>(ctx: Ctx, { actor }: Pick<Made, "actor">, operation: string, input: object) =>
  city.perform({ ...ctx, random: trueRandom, actor }, operation, input, null) as Promise<A>;
const when = (ctx: Ctx, instant: string) => ({
  ...ctx,
  clock: at(instant),
  messenger: shownMessages(at(instant)),
});
const noon = "2026-06-12T04:00:00Z";
const night = "2026-06-12T15:00:00Z";
const morning = "2026-06-13T00:00:00Z";

/** A resident whose address came back with its code. */
async function withEmail(ctx: Ctx, phone: string, email: string): Promise<Made> {
  const one = await inTx(ctx, (inner) => aResident(inner, { phone }));
  const now = when(ctx, noon);
  const { attempt } = await call<{ attempt: string }>(now, one, "people.ask-email", { body: { email } });
  await sendEmailCode(now, { attempt });
  const [letter] = now.messenger.list();
  assert.equal(letter?.address, email);
  const code = /\d{6}/.exec(letter?.text ?? "")?.[0] ?? "";
  await call(now, one, "people.confirm-email", { body: { attempt, code } });
  return one;
}

dbTest(
  "at night the phone is left alone, the page is not; what begins early is told at once",
  async ({ db, ctx }) => {
    await db.run`delete from people.notice`;
    const now = when(ctx, night);
    const one = await inTx(now, (inner) => aResident(inner, { phone: "+8613900006001" }));
    const say = { to: one.subject, key: "act.other", kind: "booking-change" as const };
    const early = Temporal.Instant.from("2026-06-13T01:30:00Z");
    await inTx(now, (inner) => notify(inner, { ...say, values: { what: "晚" } }));
    await inTx(now, (inner) => notify(inner, { ...say, values: { what: "急" }, neededBy: early }));
    await inTx(now, (inner) => notify(inner, { ...say, kind: "security", values: { what: "密码" } }));
    await sendNotices(now);
    assert.deepEqual(
      now.messenger
        .list()
        .map(({ text }) => text)
        .sort(),
      ["办理了一项业务（密码）", "办理了一项业务（急）"].sort(),
    );
    const { items } = await noticesOf(now, one.account, { after: undefined, limit: 10 });
    assert.deepEqual(
      items.map(({ waits, carried }) => `${waits} ${carried.map(({ outcome }) => outcome)}`).sort(),
      [`${morning} `, "null sent", "null sent"],
    );
    const later = when(ctx, morning);
    await sendNotices(later);
    assert.deepEqual(
      later.messenger.list().map(({ text }) => text),
      ["办理了一项业务（晚）"],
    );
  },
);

dbTest(
  "a number refused for good and one tried again: the person sees it, a channel that went out is not sent twice",
  async ({ db, ctx }) => {
    await db.run`delete from people.notice`;
    const one = await withEmail(ctx, "+8613900006002", "one@example.cn");
    await call(when(ctx, noon), one, "people.choose-notices", {
      body: { choices: { services: ["sms", "email"] } },
    });
    await inTx(when(ctx, noon), (inner) =>
      notify(inner, { to: one.subject, key: "act.other", values: { what: "试" } }),
    );
    const sent: string[] = [];
    let lineDown = true;
    const messenger: Ctx["messenger"] = {
      mails: true,
      async send({ address, mail }) {
        if (mail && lineDown) throw new NotSent("no line", { again: true });
        sent.push(address);
        return "theirs-1";
      },
    };
    const at1 = { ...ctx, clock: at(noon), messenger };
    await sendNotices(at1);
    const carried = async () =>
      (await noticesOf(at1, one.account, { after: undefined, limit: 1 })).items[0]?.carried;
    assert.deepEqual(
      (await carried())?.map(({ channel, outcome, nextAt }) => [channel, outcome, nextAt]).sort(),
      [
        ["email", "put-off", "2026-06-12T04:01:00Z"],
        ["sms", "sent", null],
      ],
    );
    lineDown = false;
    await sendNotices({ ...at1, clock: at("2026-06-12T04:01:00Z") });
    assert.deepEqual(sent, ["+8613900006002", "one@example.cn"]);
    assert.deepEqual(
      (await carried())?.map(({ outcome }) => outcome),
      ["sent", "sent"],
    );
    const ids = await db.many<{
      providerId: string;
    }>`select provider_id from people.delivery where outcome = 'sent'`;
    assert.deepEqual(
      ids.map(({ providerId }) => providerId),
      ["theirs-1", "theirs-1"],
    );
  },
);

dbTest(
  "both guardians are told; the one whose phone failed is told later, the other not again",
  async ({ db, ctx }) => {
    await db.run`delete from people.notice`;
    const now = when(ctx, noon);
    const [child, second] = await inTx(now, async (inner) => [
      await aChild(inner, await aResident(inner, { phone: "+8613900006011" }), { name: "艾力" }),
      await aResident(inner, { phone: "+8613900006012" }),
    ]);
    assert.ok(child && second);
    await db.run`
    insert into people.relation (id, kind, agent, ward, consent, consented_at, consent_version, valid_to, guardian_place)
    select gen_random_uuid(), kind, ${second.account}, ward, consent, consented_at, consent_version, valid_to, 2
      from people.relation where ward = ${child.account}`;
    await inTx(now, (inner) =>
      notify(inner, { to: child.subject, key: "act.other", values: { what: "试" } }),
    );
    const sent: string[] = [];
    const messenger = (down: boolean): Ctx["messenger"] => ({
      async send({ address }) {
        if (down && address.endsWith("12")) throw new NotSent("no line", { again: true });
        sent.push(address);
        return undefined;
      },
    });
    await sendNotices({ ...now, messenger: messenger(true) });
    await sendNotices({ ...now, clock: at("2026-06-12T04:02:00Z"), messenger: messenger(false) });
    assert.deepEqual(sent, ["+8613900006011", "+8613900006012"]);
  },
);

dbTest(
  "a letter is stopped by its link, without signing in; other kinds and the phone go on; a forged link is nothing",
  async ({ db, ctx }) => {
    await db.run`delete from people.notice`;
    const one = await withEmail(ctx, "+8613900006003", "two@example.cn");
    const now = when(ctx, noon);
    const choices = { programme: ["sms", "email"], penalty: ["email"] };
    await call(now, one, "people.choose-notices", { body: { choices } });
    const tell = (kind: "programme" | "penalty") =>
      inTx(now, (inner) =>
        notify(inner, { to: one.subject, key: "act.other", values: { what: kind }, kind, href: "/my" }),
      );
    await tell("programme");
    const sending = { ...now, messenger: { ...now.messenger } };
    const links: string[] = [];
    sending.messenger.send = async (message) => {
      if (message.mail?.unsubscribe) links.push(message.mail.unsubscribe);
      return now.messenger.send(message);
    };
    await sendNotices(sending);
    const [link = ""] = links;
    assert.match(now.messenger.list().find(({ mail }) => mail)?.text ?? "", /http:\/\/city\.example\/my\n/);
    const token = link.split("/stop/")[1] ?? "";
    const nobody = { actor: ctx.actor };
    const forged = token.replace("programme", "penalty");
    await assert.rejects(call(now, nobody, "people.stop-by-link", { params: { token: forged } }), {
      id: "not-found",
    });
    assert.deepEqual(await call(now, nobody, "people.stop-by-link", { params: { token } }), {
      kind: "programme",
    });
    await call(now, nobody, "people.stop-by-link", { params: { token } });
    const after = when(ctx, noon);
    await tell("programme");
    await tell("penalty");
    await sendNotices(after);
    assert.deepEqual(
      after.messenger
        .list()
        .map(({ address }) => address)
        .sort(),
      ["+8613900006003", "two@example.cn"],
    );
  },
);

dbTest(
  "a link from before two accounts were joined stops letters to the one that stays, years later too",
  async ({ ctx }) => {
    const gone = await inTx(ctx, (inner) => aResident(inner, { phone: "+8613900006091" }));
    const stays = await withEmail(ctx, "+8613900006092", "joined@example.cn");
    const token = stopToken(ctx, { account: gone.account, kind: "penalty" });
    await inTx(ctx, (inner) => moveOwnRows(inner, { from: gone, into: stays }));
    const later = when(ctx, "2036-06-12T04:00:00Z");
    const choices = { penalty: ["sms", "email"] };
    await call(later, stays, "people.choose-notices", { body: { choices } });
    await call(later, { actor: ctx.actor }, "people.stop-by-link", { params: { token } });
    const { kinds } = await call<{ kinds: { kind: string; channels: string[] }[] }>(
      later,
      stays,
      "people.notice-settings",
      {},
    );
    assert.deepEqual(kinds.find(({ kind }) => kind === "penalty")?.channels, ["sms"]);
  },
);

dbTest(
  "reminders wait for a yes; what concerns a booking is not switched off; nobody chooses for a child",
  async ({ ctx }) => {
    const now = when(ctx, noon);
    const one = await inTx(now, (inner) => aResident(inner, { phone: "+8613900006004" }));
    const settings = async () =>
      (await call<{ kinds: { kind: string; channels: string[] }[] }>(now, one, "people.notice-settings", {}))
        .kinds;
    const of = async (kind: string) => (await settings()).find((row) => row.kind === kind)?.channels;
    assert.deepEqual(
      [await of("reminder"), await of("booking-change"), await of("work")],
      [[], ["sms"], undefined],
    );
    const choose = (choices: object) => call(now, one, "people.choose-notices", { body: { choices } });
    await choose({ reminder: ["sms"] });
    assert.deepEqual(await of("reminder"), ["sms"]);
    for (const wrong of [{ "booking-change": [] }, { "booking-change": ["email"] }, { work: ["sms"] }])
      await assert.rejects(choose(wrong), { id: "input.invalid" });
    const child = await inTx(now, (inner) => aChild(inner, one));
    await assert.rejects(call(now, child, "people.notice-settings", {}), { id: "forbidden" });
  },
);

dbTest(
  "an address is used only after its own code; five wrong tries use the code up",
  async ({ db, ctx }) => {
    const now = when(ctx, noon);
    const [one, other] = await inTx(now, async (inner) => [await aResident(inner), await aResident(inner)]);
    assert.ok(one && other);
    const ask = (email: string) =>
      call<{ attempt: string }>(now, one, "people.ask-email", { body: { email } });
    for (const wrong of [
      "nobody",
      "a@b",
      "a b@example.cn",
      "<a@example.cn>",
      "a@example.cn\r\nbcc:b@example.cn",
    ])
      await assert.rejects(ask(wrong), { id: "input.invalid" });
    const { attempt } = await ask("Three@Example.CN");
    await assert.rejects(ask("three@example.cn"), { id: "code.too-soon" });
    await sendEmailCode(now, { attempt });
    const [letter] = now.messenger.list();
    assert.equal(letter?.address, "Three@example.cn");
    const code = /\d{6}/.exec(letter?.text ?? "")?.[0] ?? "";
    const confirm = (who: Made, tried: string) =>
      call(now, who, "people.confirm-email", { body: { attempt, code: tried } });
    await assert.rejects(confirm(other, code), { id: "code.over" }, "it was sent for somebody else");
    const wrong = code === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries++) await assert.rejects(confirm(one, wrong), { id: "code.wrong" });
    await assert.rejects(confirm(one, code), { id: "code.over" });
    assert.deepEqual(await db.many`select from people.email where account = ${one.account}`, []);
  },
);

dbTest(
  "without the address what went there goes to the phone again, but nothing that was agreed to for it alone or stopped",
  async ({ db, ctx }) => {
    await db.run`delete from people.notice`;
    const one = await withEmail(ctx, "+8613900006031", "gone@example.cn");
    const now = when(ctx, noon);
    await call(now, one, "people.choose-notices", {
      body: { choices: { services: ["email"], reminder: ["email"], programme: ["email"], penalty: [] } },
    });
    await call(now, one, "people.forget-email", { body: {} });
    const kinds = ["services", "reminder", "penalty"] as const;
    for (const kind of kinds)
      await inTx(now, (inner) =>
        notify(inner, { to: one.subject, key: "act.other", kind, values: { what: kind } }),
      );
    const out = when(ctx, noon);
    await sendNotices(out);
    assert.deepEqual(
      out.messenger
        .list()
        .map(({ address, text }) => `${address} ${text}`)
        .toSorted(),
      ["+8613900006031 办理了一项业务（services）"],
    );
  },
);

dbTest("many who get nothing outside hold up nobody behind them", async ({ db, ctx }) => {
  await db.run`delete from people.notice`;
  const now = when(ctx, noon);
  const [one, ...others] = await inTx(now, async (inner) => {
    const made = [await aResident(inner, { phone: "+8613900006021" })];
    for (let n = 0; n < 25; n++) made.push(await aResident(inner));
    return made;
  });
  assert.ok(one);
  const to = others.map(({ subject }) => subject);
  const values = { what: "试" };
  await inTx(now, (inner) => notify(inner, { to, key: "act.other", kind: "reminder", values }));
  const later = when(ctx, "2026-06-12T04:00:01Z");
  await inTx(later, (inner) => notify(inner, { to: one.subject, key: "act.other", values }));
  await sendNotices(later);
  assert.deepEqual(
    later.messenger.list().map(({ address }) => address),
    ["+8613900006021"],
  );
});
