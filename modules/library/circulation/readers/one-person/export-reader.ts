/** What lending keeps of a person, for their copy. */
import { namesOfSubjects } from "#people";
import { placesOf } from "#places";
import type { PersonSection } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { cardsOf } from "../cards/card-store.ts";
import { guaranteedBy, guaranteesOf } from "../guarantees/guarantee-store.ts";
import { proxiesOf } from "../others/proxy-store.ts";
import { readerOf } from "../reader-store.ts";
import * as store from "./export-store.ts";

// texts: reader.kind.* card.state.* guarantee.way.* fee.kind.* fee.how.* proxy.kind.* offline.talk.*
export async function exportReader(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const { db } = ctx;
  const reader = await readerOf(db, subject);
  const proxies = await proxiesOf(db, subject, today(ctx).toString());
  const standsFor = await guaranteedBy(db, subject);
  const names = await namesOfSubjects(db, [
    ...proxies.flatMap((one) => [one.subject, one.agent]),
    ...standsFor.map((one) => one.subject),
  ]);
  const nameOf = (of: string) => names.get(of) ?? null;
  const home = reader && (await placesOf(db, [reader.homeId])).get(reader.homeId);
  const section = (title: string, rows: Record<string, unknown>[], words: Record<string, string> = {}) =>
    rows.length === 0 ? [] : [{ module: "library", title, rows, words }];
  return [
    ...section(
      "export.reader",
      reader
        ? [
            {
              home: home?.name ?? null,
              category: reader.category,
              joinedOn: reader.joinedOn,
              validUntil: reader.validUntil,
              suspendedUntil: reader.suspendedUntil,
              blocked: reader.blocked,
              keepsHistory: reader.keepsHistory,
              endedOn: reader.endedOn,
            },
          ]
        : [],
    ),
    ...section(
      "export.cards",
      (await cardsOf(db, [subject])).map(({ number, state, madeOn }) => ({ number, state, madeOn })),
      { state: "card.state" },
    ),
    ...section(
      "export.guarantees",
      [
        ...(await guaranteesOf(db, [subject])).map((one) => ({
          guaranteed: one.way,
          since: one.since.toString(),
          until: one.until?.toString() ?? null,
          amountFen: one.amountFen,
          reason: one.reason,
          receipt: one.receipt,
          standsFor: null as string | null,
        })),
        ...standsFor.map((one) => ({
          guaranteed: one.way,
          since: one.since.toString(),
          until: one.until?.toString() ?? null,
          amountFen: null,
          reason: "",
          receipt: "",
          standsFor: nameOf(one.subject),
        })),
      ],
      { guaranteed: "guarantee.way" },
    ),
    ...section("export.fees", await store.feesForCopy(db, subject), { kind: "fee.kind", how: "fee.how" }),
    ...section("export.talks", await store.talksForCopy(db, subject), { borrowedAlthough: "offline.talk" }),
    ...section("export.believed", await store.believedForCopy(db, subject)),
    ...section(
      "export.proxies",
      proxies.map((one) => ({
        kind: one.kind,
        comesFor: one.agent === subject ? nameOf(one.subject) : null,
        comes: one.subject === subject ? nameOf(one.agent) : null,
        since: one.since,
        until: one.until,
      })),
      { kind: "proxy.kind" },
    ),
  ];
}
