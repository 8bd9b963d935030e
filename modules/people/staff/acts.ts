/** What staff did, for auditors and managers: who, what, when, under whose cover. */

import { type ActsSpan, actsIn, type StaffActRow } from "#platform/audit";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { namesOfSubjects } from "../account/account.ts";
import { actThings } from "../slots.ts";
import { organisationNamed } from "./grants.ts";
import { accountOfLogin } from "./login.ts";
import { spansUnder } from "./store.ts";

export interface ActsAsked {
  organisation: string;
  /** Of one person only. */
  login?: string | undefined;
  /** Only what was done under a cover. */
  cover?: boolean | undefined;
  after?: string | undefined;
}

const pageSize = 50;

// texts: did.*
/**
 * Acts of those who worked here, while all their roles lay here: what a person lent to two organisations does is seen from
 * above both. Residents concerned are not named.
 */
export async function actsOfStaff(ctx: Ctx, asked: ActsAsked) {
  const organisation = await organisationNamed(ctx, asked.organisation);
  const account = asked.login ? found(await accountOfLogin(ctx.db, asked.login), "staff", asked.login) : null;
  const spans: ActsSpan[] = await spansUnder(ctx.db, { path: organisation.path, account });
  const rows = await actsIn(ctx.db, spans, {
    before: asked.after ? Number(asked.after) : null,
    coverOnly: asked.cover ?? false,
    limit: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const staff = new Set(spans.map(({ subject }) => subject));
  const names = await namesOfSubjects(
    ctx.db,
    shown.flatMap(({ actor, subject, coverFor }) =>
      [actor, coverFor, subject && staff.has(subject) ? subject : null].filter((one) => one !== null),
    ),
  );
  const things = await ctx.slots.gather(actThings, ctx, {
    things: shown.map(({ kind, target }) => ({ kind, id: target })),
  });
  const thingOf = new Map(things.map((one) => [`${one.kind} ${one.id}`, one]));
  const nameOf = (subject: string | null) => (subject ? (names.get(subject) ?? null) : null);
  const text = textFor(ctx);
  return {
    items: together(shown).map(({ times, ...row }) => ({
      id: row.id,
      at: row.at.toString(),
      times,
      by: nameOf(row.actor ?? row.subject),
      what: row.what,
      text: text.has(`did.${row.what}`) ? text(`did.${row.what}`) : text("did.other", { what: row.what }),
      /** A colleague concerned: whose role was given, who was reset. */
      about:
        row.actor && row.actor !== row.subject && row.subject && staff.has(row.subject)
          ? nameOf(row.subject)
          : null,
      thing: shownThing(thingOf.get(`${row.kind} ${row.target}`)),
      forSomebody: row.onBehalfOf !== null,
      coverFor: nameOf(row.coverFor),
      channel: row.channel,
    })),
    next: rows.length > pageSize ? String(shown.at(-1)?.seq) : null,
  };
}

const shownThing = (one: { title: string; href: string } | undefined) =>
  one ? { title: one.title, href: one.href } : null;

/** What one request did to many things is one line: opening the places of forty sessions. */
function together(rows: readonly StaffActRow[]): (StaffActRow & { times: number })[] {
  const lines: (StaffActRow & { times: number })[] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    const same =
      last && last.requestId === row.requestId && last.what === row.what && last.actor === row.actor;
    if (same && last.subject === row.subject) last.times++;
    else lines.push({ ...row, times: 1 });
  }
  return lines;
}
