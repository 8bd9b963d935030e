/** Two accounts that are one person: what they have in common, what will move, and the joining itself. */
import { audit } from "#platform/audit";
import { type Joining, type Moved, type Person, personMerge } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, textFor } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { mostGuardians } from "../family/children.ts";
import { lockPersons } from "../family/store.ts";
import { likenessOf } from "../identity/keep-document.ts";
import { may } from "../may.ts";
import { notify } from "../notices/notify.ts";
import { type Likeness, likenessesOf, reasonAgainstMerge } from "./alike.ts";
import { moveOwnRows } from "./own-rows.ts";
import * as store from "./store.ts";

export interface MergeInput {
  /** The account that ends. */
  from: string;
  /** The account that stays. */
  into: string;
  /** Of the organisation at whose counter this is done. */
  path: string;
}

export interface MergePlan {
  likenesses: Likeness[];
  moved: { what: string; rows: number; settled: string[] }[];
}

/** What will move and what is settled by which rule: the joining itself, carried out and undone. */
export async function planMerge(ctx: Ctx, input: MergeInput): Promise<MergePlan> {
  return inTx(ctx, async (inner) => {
    let plan: MergePlan | null = null;
    await inner.db
      .attempt(async (db) => {
        plan = (await join({ ...inner, db }, input)).plan;
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
    if (plan === null) throw new Error("unreachable: undone without a plan");
    return plan;
  });
}

class Undone extends Error {}

/** Joins them for good, all or nothing: audited under both keys, told to the person, to every number they have. */
export async function merge(
  ctx: TxCtx,
  input: MergeInput & { proven: boolean; reason: string },
): Promise<{ subject: string }> {
  if (!input.proven) throw invalid([{ field: "/body/proven", id: "proven.missing" }]);
  const { plan, joining, siblings } = await join(ctx, input);
  if ((plan.likenesses.length === 0 || siblings) && input.reason.trim() === "")
    throw invalid([{ field: "/body/reason", id: "reason.missing" }]);
  await noteMerged(ctx, joining, plan, input.reason.trim());
  const { subject } = joining.into;
  await notify(ctx, { to: subject, kind: "security", key: "notice.accounts-merged", href: "/my/account" });
  return { subject };
}

/** Joins the account of a phone with the one its person was given a code for: the code stands for a clerk's looking. */
export async function mergeByCode(ctx: TxCtx, pair: Pick<MergeInput, "from" | "into">): Promise<void> {
  const { plan, joining } = await joinPair(ctx, await comparedPair(ctx, pair));
  await noteMerged(ctx, joining, plan, "");
}

async function noteMerged(ctx: TxCtx, joining: Joining, plan: MergePlan, reason: string): Promise<void> {
  const { from, into } = joining;
  const detail = {
    from: from.subject,
    into: into.subject,
    likenesses: plan.likenesses,
    reason,
    rows: plan.moved.reduce((sum, { rows }) => sum + rows, 0),
  };
  for (const { account, subject } of [from, into]) {
    await audit(ctx, { what: "person.merged", on: { kind: "account", id: account }, subject, detail });
  }
  await announce(ctx, "account.merged", { subject: from.subject, into: into.subject });
}

/** `siblings`: one guardian has added both, so only a manager says that they are one child after all. */
async function join(
  ctx: TxCtx,
  input: MergeInput,
): Promise<{ plan: MergePlan; joining: Joining; siblings: boolean }> {
  const pair = await comparedPair(ctx, input);
  if (!may["person.merge-unlike"](ctx.actor, { path: input.path })) {
    if (pair.siblings) throw refused("merge.siblings");
    if (pair.likenesses.length === 0) throw refused("merge.not-alike");
  }
  return { ...(await joinPair(ctx, pair)), siblings: pair.siblings };
}

async function joinPair(
  ctx: TxCtx,
  { from, into, likenesses }: Awaited<ReturnType<typeof comparedPair>>,
): Promise<{ plan: MergePlan; joining: Joining }> {
  const joining = { from: personOf(from), into: personOf(into) };
  const moved = await ctx.slots.gather(personMerge, ctx, joining);
  return { plan: { likenesses, moved: moved.map(inWords(ctx)) }, joining };
}

async function comparedPair(ctx: TxCtx, input: Pick<MergeInput, "from" | "into">) {
  const rows = await store.comparedBySubject(ctx.db, [input.from, input.into]);
  await lockPersons(ctx.db, ...rows.map(({ id }) => id));
  // Once more under the lock: another counter may have joined or erased them meanwhile.
  const locked = await store.comparedBySubject(ctx.db, [input.from, input.into]);
  const from = found(
    locked.find(({ subject }) => subject === input.from),
    "person",
    input.from,
  );
  const into = found(
    locked.find(({ subject }) => subject === input.into),
    "person",
    input.into,
  );
  const related = await store.areFamily(ctx.db, from.id, into.id);
  const against = reasonAgainstMerge(from, into, { related });
  if (against) throw refused(against);
  // Nobody's guardianship ends unseen because two accounts are joined.
  if ((await store.guardiansOf(ctx.db, [from.id, into.id])) > mostGuardians)
    throw refused("merge.guardians", { max: mostGuardians });
  const [common] = await store.inCommon(ctx.db, withBirth(ctx, from), [withBirth(ctx, into)]);
  const likenesses = common ? likenessesOf(from, into, common) : [];
  return { from, into, likenesses, siblings: common?.sameGuardian ?? false };
}

/** With the likeness of an account that tells name and birth date itself: a child's. */
export function withBirth(ctx: Ctx, { id, subject, name, born }: store.ComparedRow): store.Born {
  return { id, subject, birth: name && born ? likenessOf(ctx, name, born) : null };
}

/** Slot `person.merge` of people. */
export const mergeOwn = (ctx: Ctx, joining: Joining) => inTx(ctx, (inner) => moveOwnRows(inner, joining));

function personOf({ id, subject }: store.ComparedRow): Person {
  return { account: id, subject };
}

// texts: merge.moved.* merge.settled.*
function inWords(ctx: Ctx) {
  const text = textFor(ctx);
  return ({ what, rows, settled }: Moved) => ({
    what: text(what),
    rows,
    settled: settled.map((one) => text(one.text, one.values)),
  });
}
