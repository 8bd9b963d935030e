/** The hand-over as it is asked for, shown and listed. */
import { Temporal } from "temporal-polyfill";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { namesOfAccounts } from "../account/account.ts";
import { may } from "../may.ts";
import { readValues, storedValues } from "../notices/values.ts";
import { organisationNamed } from "../staff/grants.ts";
import { grantsOf, staffByAccount } from "../staff/store.ts";
import { inHand } from "./lines.ts";
import * as store from "./store.ts";

const longestList = 100;

/** What they have in hand now: the draft of the document. */
export async function leavingDraft(ctx: Ctx, account: string) {
  const staff = found(await staffByAccount(ctx.db, account), "staff", account);
  const { lines } = await inHand(ctx, staff, ctx.clock());
  const standing = await store.leavingOf(ctx.db, account);
  return {
    account,
    name: staff.name,
    login: staff.login,
    standing: standing?.id ?? null,
    lines: lines.map(({ ref, key, values, href }) => ({
      ref,
      text: sentence(ctx, { key, data: storedValues(values) }),
      href,
    })),
  };
}

/** Who may be asked about a document: those over every role it ends, whoever takes something over, and the person. */
export async function leavingTarget(ctx: Ctx, id: string) {
  const leaving = found(await store.leavingById(ctx.db, id), "leaving", id);
  const lines = await store.linesOf(ctx.db, id);
  const takers = [leaving.successor, ...lines.map(({ takenBy }) => takenBy)].filter((one) => one !== null);
  return { ...leaving, takers, grants: await grantsOf(ctx.db, leaving.account, ctx.clock()) };
}

/** The document. */
export async function leavingView(ctx: Ctx, id: string) {
  const leaving = await leavingTarget(ctx, id);
  const staff = found(await staffByAccount(ctx.db, leaving.account), "staff", leaving.account);
  const lines = await store.linesOf(ctx.db, id);
  const names = await namesOfAccounts(ctx.db, [
    ...leaving.takers,
    ...(leaving.madeBy ? [leaving.madeBy] : []),
  ]);
  const nameOf = (account: string | null) => (account ? (names.get(account) ?? null) : null);
  const ahead =
    stateOf(leaving) === "ahead" && Temporal.Instant.compare(leaving.effectiveAt, ctx.clock()) > 0;
  return {
    id,
    account: leaving.account,
    name: staff.name,
    login: staff.login,
    state: stateOf(leaving),
    effectiveAt: leaving.effectiveAt.toString(),
    successor: nameOf(leaving.successor),
    passRoles: leaving.passRoles,
    madeBy: nameOf(leaving.madeBy),
    madeAt: leaving.madeAt.toString(),
    lines: lines.map(({ ref, key, data, href, takenBy }) => ({
      ref,
      text: sentence(ctx, { key, data }),
      href,
      takenBy: nameOf(takenBy),
    })),
    can: ahead && may["leaving.call-off"](ctx.actor, leaving) ? (["call-off"] as const).slice() : [],
  };
}

/** Documents of an organisation and everything below it. */
export async function leavingsOf(ctx: Ctx, organisationId: string) {
  const organisation = await organisationNamed(ctx, organisationId);
  const rows = await store.leavingsUnder(ctx.db, organisation.path, longestList);
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      login: row.login,
      state: stateOf(row),
      effectiveAt: row.effectiveAt.toString(),
      lines: row.lines,
      open: row.open,
    })),
  };
}

function stateOf({ doneAt, calledOffAt }: store.LeavingRow): "ahead" | "done" | "called-off" {
  if (calledOffAt) return "called-off";
  return doneAt ? "done" : "ahead";
}

function sentence(ctx: Ctx, { key, data }: Pick<store.LineRow, "key" | "data">): string {
  return textFor(ctx)(
    key,
    readValues(data, () => ""),
  );
}
