/** What the season leaves behind, through the doors: by the staff whose work it is and the residents who took part. */
import { putHouseRule, putPenaltyRule } from "#booking/filling";
import { actorFor } from "#people/filling";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import {
  addCategory,
  addRound,
  answerFeedback,
  appointJuror,
  createWork,
  decideEntry,
  enterContest,
  enterResults,
  feedbackAbout,
  giveFeedback,
  giveScore,
  previewEvent,
  publishResults,
  publishWork,
  putContest,
  setShowing,
  takeJurySeat,
} from "#programme/filling";
import { CONTEST, HOUSE, NO_SHOW, SAID, WORK } from "../demo/season.ts";
import type { DemoCity } from "../demo/types.ts";
import { idOf, type Keys } from "./keys.ts";

/** It stands before anybody books under it. */
export async function fillNoShowRule(ctx: Ctx, keys: Keys): Promise<void> {
  await by(ctx, keys, NO_SHOW.by, (inner) =>
    putPenaltyRule(inner, {
      organisation: idOf(keys.organisations, NO_SHOW.organisation).id,
      onlyFor: null,
      since: today(inner).toString(),
      basis: NO_SHOW.basis,
      terms: NO_SHOW.terms,
      after: 0,
    }),
  );
}

/** After the visits: who came says how it was. */
export async function fillSeason(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  await fillContest(ctx, city, keys);
  await fillWork(ctx, keys);
  await fillFeedback(ctx, city, keys);
  await by(ctx, keys, HOUSE.by, (inner) =>
    putHouseRule(inner, {
      organisation: idOf(keys.organisations, HOUSE.organisation).id,
      kind: HOUSE.kind,
      onlyFor: null,
      channel: null,
      effect: "limit",
      terms: HOUSE.terms,
      since: null,
      until: null,
      basis: HOUSE.basis,
      after: 0,
    }),
  );
}

async function fillContest(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const event = idOf(keys.events, CONTEST.event);
  const { over, open, editor, publisher } = CONTEST;
  const days = (count: number) =>
    today(ctx)
      .add({ days: count })
      .toZonedDateTime({ timeZone: ctx.city.zone, plainTime: "10:00" })
      .toInstant()
      .toString();
  // Entries have closed: results are entered after that.
  const before = { ...ctx, clock: () => ctx.clock().subtract({ hours: 24 * 10 }) };
  const [first, next] = await by(before, keys, editor, async (inner) => {
    await putContest(inner, event, {
      opensAt: days(-20),
      closesAt: days(-5),
      rules: CONTEST.rules,
      link: "optional",
    });
    const single = { discipline: "", ageFrom: null, ageTo: null, teamFrom: 1, teamTo: 1, places: 60 };
    const judged = { decided: "jury", unit: null, better: null } as const;
    return [
      await addCategory(inner, event, { ...single, ...judged, name: over.name }),
      await addCategory(inner, event, { ...single, ...judged, name: open.name }),
    ];
  });
  if (!first || !next) throw new Error("two categories were asked for");
  const entries: {
    id: string;
    points: readonly number[];
    award: "first" | "second" | "third" | "excellent" | null;
  }[] = [];
  for (const { points, award, ...words } of over.entries) {
    const { id } = await enters(before, keys, first.id, words);
    await by(ctx, keys, publisher, (inner) => decideEntry(inner, id, { accept: true }));
    entries.push({ id, points, award });
  }
  for (const words of open.entries) await enters(before, keys, next.id, words);
  const { id: round } = await by(ctx, keys, editor, (inner) =>
    addRound(inner, first.id, { stage: "final", rule: "mean", criteria: [...CONTEST.criteria] }),
  );
  for (const juror of CONTEST.jurors) {
    const name = city.staff.find(({ login }) => login === juror)?.name ?? juror;
    const { code } = await by(ctx, keys, publisher, (inner) => appointJuror(inner, event, name));
    await by(ctx, keys, juror, async (inner) => {
      await takeJurySeat(inner, code);
      for (const { id, points } of entries)
        await giveScore(inner, { id: round, entry: id, points: [...points] });
    });
  }
  const rows = entries.map(({ id, award }) => ({
    ...{ entryId: id, award, value: null, advances: false },
    status: "ok" as const,
  }));
  await by(ctx, keys, editor, (inner) => enterResults(inner, round, rows));
  await by(ctx, keys, publisher, (inner) => publishResults(inner, round, 2));
}

function enters(
  ctx: Ctx,
  keys: Keys,
  category: string,
  { resident, title, named }: { resident: string; title: string; named: boolean },
) {
  const words = { title, description: "", link: null, teamName: null };
  return by(ctx, keys, resident, (inner) =>
    enterContest(inner, { ...words, id: category, namePublic: named, agrees: true }),
  );
}

async function fillWork(ctx: Ctx, keys: Keys): Promise<void> {
  const { text } = WORK;
  const made = await by(ctx, keys, WORK.editor, (inner) =>
    createWork(inner, {
      organisationId: idOf(keys.organisations, WORK.organisation).id,
      work: { ...text, credits: [...text.credits], awards: [...text.awards] },
    }),
  );
  await by(ctx, keys, WORK.publisher, async (inner) => {
    await publishWork(inner, { ...made, published: true });
    await setShowing(inner, { id: made.id, eventId: idOf(keys.events, WORK.shownAt), shown: true });
  });
}

async function fillFeedback(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  const event = idOf(keys.events, SAID.event);
  const { sessions } = await previewEvent(ctx, event);
  const came = city.claims.filter(
    ({ session, state, resident, madeBy, channel }) =>
      session.startsWith(`${SAID.event}-`) &&
      state === "attended" &&
      resident &&
      !madeBy &&
      channel === "online",
  );
  for (const [at, { stars, words }] of SAID.lines.entries()) {
    const visit = came[at];
    const offer = visit && keys.offers.get(visit.session);
    const session = sessions.find((one) => one.offer?.id === offer);
    if (visit?.resident && session)
      await by(ctx, keys, visit.resident, (inner) => giveFeedback(inner, { id: session.id, stars, words }));
  }
  await by(ctx, keys, SAID.publisher, async (inner) => {
    const { items } = await feedbackAbout(inner, { id: event });
    const asked = items.find(({ words }) => words === SAID.lines[1].words);
    if (asked) await answerFeedback(inner, { id: asked.id, version: 0, answer: SAID.answer });
  });
}

/** Somebody of the staff by login, or a resident by key. */
async function actor(ctx: Ctx, keys: Keys, key: string) {
  const { account } = keys.staff.get(key) ?? idOf(keys.residents, key);
  const found = await actorFor(ctx, { account, actingFor: null });
  if (!found) throw new Error(`${key} of the demo cannot act`);
  return found;
}

async function by<R>(ctx: Ctx, keys: Keys, key: string, work: (inner: TxCtx) => Promise<R>): Promise<R> {
  const channel = keys.staff.has(key) ? "desk" : "portal";
  const who = await actor(ctx, keys, key);
  return inTx({ ...ctx, actor: who, channel }, work);
}
