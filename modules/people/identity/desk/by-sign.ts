/** Who is meant by what somebody holds out at a counter. */
import { type TxCtx, today } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { type Account, accountOf, accountOfSubject, phoneHash } from "../../account/account.ts";
import { readPhone } from "../../account/phone.ts";
import { accountByPhone } from "../../account/store.ts";
import { subjectOfPassScan } from "../../pass/pass.ts";
import { type CardLine, readCardLine } from "../card-line.ts";
import { readKnownDocument } from "../document.ts";
import { documentHash } from "../keep-document.ts";
import * as store from "../store.ts";

/** What the code of a pass begins with, on paper and on phones. */
const passForm = /^WM1[SD]\./;

interface BySign {
  account: Account | null;
  card: CardLine | null;
}

/** Whose account a scanned pass, a phone number or a card leads to; what cannot be read is a fault of `field`. */
export async function accountBySign(ctx: TxCtx, sign: string, field: string): Promise<BySign> {
  if (passForm.test(sign)) {
    const { subject } = await subjectOfPassScan(ctx, sign);
    return { account: await accountOfSubject(ctx.db, subject), card: null };
  }
  const phone = readPhone(sign);
  if (phone) return { account: await accountByPhone(ctx.db, phoneHash(ctx, phone)), card: null };
  const card = readCardLine(sign);
  const read = readKnownDocument({ kind: "foreigner-residence", number: card.number }, today(ctx).toString());
  if (!read.ok) {
    const isCard = /^[\dX]{18}$/i.test(card.number.replace(/[\s-]/g, ""));
    throw invalid([{ field, id: (isCard && read.faults[0]?.id) || "person.sign" }]);
  }
  const document = await store.documentByNumber(ctx.db, documentHash(ctx, read.document));
  return { account: document && (await accountOf(ctx.db, document.account)), card };
}
