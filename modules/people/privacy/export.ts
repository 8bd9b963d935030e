/** Everything the city holds about a person, asked of every module. */
import { type Person, type PersonSection, personExport } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import type { Text } from "#platform/i18n";
import { phoneOf } from "../account/account.ts";
import { otherNumbersOf } from "../account/numbers.ts";
import { actedFor } from "../family/acting.ts";
import { emailOf } from "../notices/email.ts";
import { noticesOf } from "../notices/notify.ts";
import * as store from "./store.ts";

export interface ExportFile {
  city: string;
  demo: boolean;
  madeAt: string;
  sections: {
    module: string;
    title: string;
    labels: Record<string, string>;
    /** By column, what its values mean to a reader. */
    words: Record<string, Record<string, string>>;
    rows: Record<string, unknown>[];
  }[];
}

/** The whole file, with titles and column names in the reader's language. Empty sections are left out. */
export async function exportOf(ctx: Ctx, person: Person): Promise<ExportFile> {
  const text = textFor(ctx);
  // Accounts that went into this one are the same person: what was written under their keys stays there.
  const keys = [person, ...(await store.mergedInto(ctx.db, person.account))];
  const sections: PersonSection[] = [];
  for (const key of keys) {
    for (const section of await ctx.slots.gather(personExport, ctx, key)) {
      const same = sections.find(({ module, title }) => module === section.module && title === section.title);
      if (same) same.rows = [...same.rows, ...section.rows];
      else sections.push({ ...section });
    }
  }
  return {
    city: ctx.city.id,
    demo: ctx.city.demo,
    madeAt: ctx.clock().toString(),
    sections: sections
      .filter(({ rows }) => rows.length > 0)
      .map(({ module, title, rows, words = {} }) => {
        const plain = rows.map(asJson);
        return {
          module,
          title: text(title),
          labels: labelsOf(plain, text),
          words: wordsOf(plain, words, text),
          rows: plain,
        };
      }),
  };
}

const pageSize = 1000;

/** All of what is asked for page by page: what a person is owed has no last page. */
async function everyPage<R>(
  ask: (after: string | undefined) => Promise<{ items: R[]; next: string | null }>,
): Promise<R[]> {
  const all: R[] = [];
  let after: string | undefined;
  for (;;) {
    const { items, next } = await ask(after);
    all.push(...items);
    if (next === null) return all;
    after = next;
  }
}

/** What people itself holds. Nothing for an account that went into another: all of it is told of the one that stays. */
export async function peopleSections(ctx: Ctx, { account, subject }: Person): Promise<PersonSection[]> {
  const module = "people";
  if (await store.isMerged(ctx.db, account)) return [];
  const [row] = await store.accountRows(ctx.db, account);
  const notices = await everyPage((after) => noticesOf(ctx, account, { after, limit: pageSize }));
  const email = await emailOf(ctx, { id: account, subject });
  const acts = await everyPage((after) => actedFor(ctx, subject, { after, limit: pageSize }));
  return [
    {
      module,
      title: "export.account",
      rows: row ? [{ ...row, phone: await phoneOf(ctx.db, account) }] : [],
      words: {
        kind: "export.word.kind",
        level: "account.level",
        locale: "export.word.locale",
        languages: "language",
      },
    },
    {
      module,
      title: "export.other-numbers",
      rows: (await otherNumbersOf(ctx.db, account)).map(({ phone }) => ({ phone })),
    },
    {
      module,
      title: "export.relations",
      rows: await store.relationRows(ctx.db, account),
      words: { kind: "export.word.kind", side: "export.word.side", consent: "export.word.consent" },
    },
    {
      module,
      title: "export.documents",
      rows: await store.documentRows(ctx.db, account),
      words: { kind: "document.kind", level: "account.level" },
    },
    { module, title: "export.audiences", rows: await store.audienceRows(ctx.db, account) },
    {
      module,
      title: "export.eligibility",
      rows: await store.eligibilityRows(ctx.db, account),
      words: {
        consentBy: "eligibility.consents.by",
        answer: "export.word.answer",
        reason: "export.word.reason",
        endedBecause: "export.word.ended",
        outcome: "eligibility.appeal.outcome",
      },
    },
    { module, title: "export.devices", rows: await store.deviceRows(ctx.db, account) },
    { module, title: "export.messages", rows: notices.map(({ at, text }) => ({ at, text })) },
    {
      module,
      title: "export.email",
      rows: (await store.emailRows(ctx.db, account)).map((one) => ({ ...one, email })),
    },
    {
      module,
      title: "export.notice-choices",
      rows: await store.noticeChoiceRows(ctx.db, account),
      words: { kind: "notice-kind", channels: "notice-channel" },
    },
    {
      module,
      title: "export.deliveries",
      rows: await store.deliveryRows(ctx.db, account),
      words: { kind: "notice-kind", channel: "notice-channel", outcome: "notice-outcome" },
    },
    { module, title: "export.acts", rows: acts.map(({ at, text, by }) => ({ at, what: text, by })) },
    { module, title: "export.staff", rows: await store.staffRows(ctx.db, account) },
    {
      module,
      title: "export.roles",
      rows: await store.grantRows(ctx.db, account),
      words: { role: "role" },
    },
    {
      module,
      title: "export.covers",
      rows: await store.coverRows(ctx.db, account),
      words: { side: "export.word.side" },
    },
    { module, title: "export.leaving", rows: await store.leavingRows(ctx.db, account) },
  ];
}

// texts: export.column.*
function labelsOf(rows: Record<string, unknown>[], text: Text): Record<string, string> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  // A column without a text keeps its own name: better a strange word than a missing value.
  return Object.fromEntries(
    [...names].map((name) => {
      const key = `export.column.${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return [name, text.has(key) ? text(key) : name];
    }),
  );
}

// texts: export.word.* notice-kind.* notice-channel.* notice-outcome.* account.level.* document.kind.* eligibility.consents.by.* eligibility.appeal.outcome.* role.* language.* claim.state.* pool.* publishing.past.* publishing.state.*
function wordsOf(rows: Record<string, unknown>[], prefixes: Record<string, string>, text: Text) {
  return Object.fromEntries(
    Object.entries(prefixes).map(([column, prefix]) => {
      const values = new Set(rows.flatMap((row) => row[column] ?? []).map(String));
      const said = [...values].map((value): [string, string] => [value, `${prefix}.${value}`]);
      return [
        column,
        Object.fromEntries(said.filter(([, key]) => text.has(key)).map(([value, key]) => [value, text(key)])),
      ];
    }),
  );
}

function asJson(row: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(row));
}
