import type { AnswerOf } from "#contract";
import { State } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { myFees } from "../../circulation/fees/contract.ts";
import { yuanText } from "../desk/yuan.ts";

type Fees = AnswerOf<typeof myFees>;

// texts: fee.kind.* fee.how.*
/** One fee that is owed: what for, of what, since when and to which house. */
export function OpenFee({ fee }: { fee: Fees["open"][number] }) {
  const t = useText();
  return (
    <>
      <p className="row">
        <strong className="figures">{t("fee.amount", { yuan: yuanText(t, fee.amountFen) })}</strong>
        <span>{t(`fee.kind.${fee.kind}`)}</span>
        {fee.title && <bdi>{fee.title}</bdi>}
      </p>
      <p className="quiet small">
        {t("fee.since", { day: t.formats.fullDayText(day(fee.since)), house: fee.house.name })}
        {fee.note && ` · ${fee.note}`}
      </p>
    </>
  );
}

/** What was settled in a year: nothing says any more which book it was for. */
export function SettledFees({
  settled,
  link,
}: {
  settled: Fees["settled"];
  /** Where a paper is, at the desk. */
  link?: (settlementId: string) => string;
}) {
  const t = useText();
  if (settled.length === 0) return <p className="quiet">{t("fee.settled.none")}</p>;
  return (
    <ul className="plain stack">
      {settled.map((fee) => (
        <li key={fee.feeId} className="stack-tight">
          <p className="row">
            <span className="figures">{t("fee.amount", { yuan: yuanText(t, fee.amountFen) })}</span>
            <span>{t(`fee.kind.${fee.kind}`)}</span>
            <State kind="closed">{t(fee.refunded ? "fee.how.refunded" : `fee.how.${fee.how}`)}</State>
          </p>
          <p className="quiet small">
            {t.formats.fullDayText(day(fee.on))}
            {fee.number !== "" && (
              <>
                {" · "}
                {link && fee.settlementId ? (
                  <a href={link(fee.settlementId)}>{t("fee.paper", { number: fee.number })}</a>
                ) : (
                  t("fee.paper", { number: fee.number })
                )}
              </>
            )}
            {fee.refundUntil &&
              ` · ${t("fee.refund-until", { day: t.formats.fullDayText(day(fee.refundUntil)) })}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
