/** Somebody becomes a reader and gets a card. */
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { plainNumber } from "./cards/card-number.ts";
import { insertCards, insertReaders } from "./reader-store.ts";

export interface Joining {
  /** A person's subject key, or that of a group. */
  subject: string;
  kind: "person" | "group";
  name: string;
  category: string;
  /** The place that is their library. */
  homeId: string;
  validUntil: string | null;
  /** Null: a child who borrows with a guardian's. */
  card: { issuerId: string; number: string } | null;
  /** Who agreed for somebody who is not of age. */
  consent?: "guardian" | "at-desk" | null;
}

/** Refuses who is a reader already, and a number that another has. */
export async function join(ctx: TxCtx, joining: Joining): Promise<void> {
  const on = today(ctx).toString();
  const home = found(await placeOf(ctx.db, joining.homeId), "place", joining.homeId);
  const { consent = null, card: given, ...reader } = joining;
  const card = given && { ...given, number: plainNumber(given.number) };
  const { category, subject } = reader;
  if ((await insertReaders(ctx.db, [{ ...reader, homePath: home.orgPath, joinedOn: on }])) === 0)
    throw refused("reader.there");
  if (card && (await insertCards(ctx.db, [{ ...card, subject, state: "active" }], on)) === 0)
    throw refused("card.taken", { number: card.number });
  await audit(ctx, {
    what: "reader.joined",
    on: { kind: "reader", id: subject },
    subject,
    detail: { category, home: home.id, ...(consent && { consent }) },
  });
  const about = { homeId: home.id, category, demo: ctx.city.demo };
  await announce(ctx, "reader.joined", { ...about, kind: reader.kind });
  if (card) await announce(ctx, "card.issued", { ...about, orgPath: home.orgPath });
}
