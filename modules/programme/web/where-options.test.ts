import assert from "node:assert/strict";
import type { AnswerOf } from "#contract";
import { anOrganisation, aSpace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { texts } from "#platform/i18n";
import { dbTest } from "#platform/testing";
import type { eventChoices, getDeskEvent } from "../desk/contract.ts";
import { operations } from "../routes.ts";
import { sessionsOf } from "../session-store.ts";
import { anEvent } from "../testing.ts";
import { eventFrom, eventValues } from "./event-form.ts";
import { sessionFrom, sessionValues } from "./session-form.ts";
import { whereOptions, withThese } from "./where-options.ts";

const { perform } = performer(operations, { checkAnswers: true });
const text = texts("zh-CN", { zone: "Asia/Shanghai" });

/** What a browser sends back from a list: the value it has, or the first option when that is not among them. */
function sent(
  values: Record<string, string>,
  field: string,
  places: AnswerOf<typeof eventChoices>["places"],
) {
  const now = values[field] ?? "";
  const options = ["", ...whereOptions(places, now, text).map(({ value }) => value)];
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  form.set(field, options.includes(now) ? now : (options[0] ?? ""));
  return form;
}

dbTest("an event in somebody else's room keeps the room when its words are changed", async ({ ctx }) => {
  const { hall, other, built, as } = await elsewhere(ctx);
  const of = { params: { id: built.id } };
  for (const query of [{}, { q: "没有这样的地方" }]) {
    const view = (await perform(as, "events.desk-get", of, null)) as AnswerOf<typeof getDeskEvent>;
    const choices = (await perform(
      as,
      "events.choices",
      { query: { ...query, with: view.place?.id } },
      null,
    )) as AnswerOf<typeof eventChoices>;
    assert.equal(choices.places[0]?.spaces.find(({ id }) => id === hall.id)?.capacity, 200);
    const form = sent(eventValues(view.text), "event.placeId", choices.places);
    const body = { version: view.version, event: eventFrom(form, view.text), reason: "改正错字" };
    await perform(as, "events.edit", { ...of, body }, null);

    const session = view.sessions.find(({ place }) => place?.space === other.name);
    assert.ok(session);
    const back = sent(
      sessionValues(session.text, "session", "Asia/Shanghai"),
      "session.placeId",
      choices.places,
    );
    const { placeId, spaceId } = sessionFrom(back, "session", "Asia/Shanghai");
    assert.deepEqual([placeId, spaceId], [other.placeId, other.id]);
  }
  const rooms = (await sessionsOf(ctx.db, [built.id])).map(({ placeId, spaceId }) => [placeId, spaceId]);
  assert.deepEqual(rooms, [
    [hall.placeId, hall.id],
    [hall.placeId, other.id],
    [hall.placeId, hall.id],
  ]);
});

dbTest(
  "a session in another room of the event's house, or naming none, stays where it is when it is saved",
  async ({ ctx }) => {
    const { built, as } = await elsewhere(ctx);
    const of = { params: { id: built.id } };
    const roomsOf = async () => (await sessionsOf(ctx.db, [built.id])).map(({ spaceId }) => spaceId);
    const before = await roomsOf();
    for (const id of built.sessionIds) {
      const { version, sessions } = (await perform(as, "events.desk-get", of, null)) as AnswerOf<
        typeof getDeskEvent
      >;
      const session = sessions.find((one) => one.id === id)?.text;
      const body = { version, session: { ...session, label: "晚场" }, reason: "补上名称" };
      await perform(as, "events.edit-session", { params: { id }, body }, null);
    }
    assert.deepEqual(await roomsOf(), before);
  },
);

dbTest(
  "a room that is out of use is still what the list says, so that saving asks instead of losing it",
  async () => {
    const place = { id: "p", name: "图书馆", spaces: [] };
    assert.equal(whereOptions([place], "p/gone", text)[0]?.value, "p/gone");
    assert.equal(whereOptions([place], "gone/gone", text)[0]?.value, "gone/gone");
    assert.equal(whereOptions([place], "p", text).length, 1);
  },
);

/** A published event in the hall of another organisation's house: one session there, one in another room, one that names the house and no room. */
async function elsewhere(ctx: Ctx) {
  const own = await inTx(ctx, (inner) => anOrganisation(inner));
  const [hall, other] = await inTx(ctx, async (inner) => {
    const first = await aSpace(inner, { capacity: 200 });
    return [first, await aSpace(inner, { placeId: first.placeId, capacity: 60, name: "二号厅" })] as const;
  });
  const { placeId } = hall;
  const at = (hours: number) => ctx.clock().add({ hours }).toString();
  const built = await anEvent(ctx, {
    organisationId: own.id,
    event: { mode: "on-site", placeId, spaceId: hall.id, link: null },
    sessions: [
      { startsAt: at(24) },
      { startsAt: at(48), placeId, spaceId: other.id },
      { startsAt: at(72), placeId, spaceId: null },
    ],
  });
  return { hall, other, built, as: { ...ctx, actor: built.publisher } };
}

dbTest(
  "joint organisers are found by name when there are more than a list holds; who is joint already stays",
  async ({ ctx }) => {
    const { as } = await elsewhere(ctx);
    const names = await inTx(ctx, async (inner) => {
      const made: string[] = [];
      for (let n = 0; n < 51; n++) made.push((await anOrganisation(inner, { name: `协办单位 ${n}` })).name);
      return made;
    });
    const offered = async (query: object) =>
      (await perform(as, "events.choices", { query }, null)) as AnswerOf<typeof eventChoices>;
    const first = await offered({});
    assert.deepEqual([first.all.length, first.moreOrganisers], [50, true]);
    const one = await offered({ organiser: names[50] });
    assert.deepEqual([one.all.map(({ name }) => name), one.moreOrganisers], [[names[50]], false]);
    const kept = first.all.find(({ name }) => name !== names[50]);
    assert.ok(kept);
    assert.deepEqual(withThese(one.all, [kept]), [kept, ...one.all]);
    assert.deepEqual(withThese(first.all, [kept]), first.all);
  },
);
