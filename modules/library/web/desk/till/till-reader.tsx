import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { State } from "#web/kit/state.tsx";
import { useText } from "#web/text.tsx";
import { categorySaid } from "../../../circulation/rules/contract.ts";
import { CameFor, ComesFor } from "./comes-for.tsx";
import type { Reader, Step } from "./steps.ts";
import { nameOf, whyText, yuan } from "./till-words.ts";
import { type Who, WhoStands, whoIs } from "./who-stands.tsx";

export interface ReaderProps {
  reader: Reader;
  placeId: string;
  /** With script; without it each button posts the page's form. */
  act: ((step: Step) => void) | null;
  more: (() => void) | null;
}

// texts: loans.trouble.*
/** Who stands at the till: whether they may borrow, what they have and what waits for them. */
// texts: offline.talk.*
export function TillReader({ reader, placeId, act, more }: ReaderProps) {
  const t = useText();
  const { against, listed, ready } = reader;
  return (
    <section className="till-reader" aria-label={t("till.reader")}>
      <h2 dir="auto">{nameOf(t, reader)}</h2>
      <p className="row quiet">
        <span>{categorySaid(reader.category, t)}</span>
        {reader.home && <bdi>{reader.home.name}</bdi>}
        {reader.card && <span className="figures">{t("till.reader.card", { number: reader.card })}</span>}
      </p>
      <CameFor reader={reader} act={act} />
      {reader.needsDocument && <p className="state state-soon">{t("till.reader.document")}</p>}
      {reader.talks.length > 0 && (
        <ul className="plain stack-tight till-talks">
          {reader.talks.map((rule) => (
            <li key={rule}>
              <State kind="soon">{t("till.reader.talk", { why: t(`offline.talk.${rule}`) })}</State>
            </li>
          ))}
        </ul>
      )}
      {against.length === 0 ? (
        <p>
          <State kind="open">{t("till.reader.may")}</State>
        </p>
      ) : (
        <ul className="plain stack-tight">
          {against.map((why) => (
            <li key={why.id}>
              <State kind="refused">{whyText(t, why)}</State>
            </li>
          ))}
        </ul>
      )}
      <p className="row figures">
        <span>{t("till.reader.loans", { count: reader.loans })}</span>
        {reader.overdue > 0 && (
          <State kind="refused">{t("till.reader.overdue", { count: reader.overdue })}</State>
        )}
        {reader.holds > 0 && <span>{t("till.reader.holds", { count: reader.holds })}</span>}
        {reader.owesFen > 0 && (
          <>
            <State kind="soon">{t("till.reader.owes", { yuan: yuan(reader.owesFen) })}</State>
            <a href={`/desk/readers/${reader.subject}/fees?place=${placeId}`}>{t("fee.settle")}</a>
          </>
        )}
      </p>
      {ready.length > 0 && (
        <div className="notice notice-attention">
          <div className="stack-tight">
            <p className="notice-title">{t("till.reader.ready", { count: ready.length })}</p>
            <ul className="plain">
              {ready.map(({ title, slot, until }) => (
                <li key={`${title} ${slot}`}>
                  {t("till.reader.ready.one", { title, slot: slot || "none", day: until ?? "" })}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <ComesFor reader={reader} act={act} />
      {listed.items.length > 0 && (
        <ul className="plain till-loans">
          {listed.items.map((loan) => (
            <li key={loan.loanId} data-loan={loan.barcode}>
              <span>
                <span dir="auto">{loan.title || t("library.untitled")}</span>
                <span className="row small">
                  {loan.trouble ? (
                    <State kind="soon">{t(`loans.trouble.${loan.trouble}`)}</State>
                  ) : loan.daysLeft < 0 ? (
                    <State kind="refused">{t("loans.days-late", { days: -loan.daysLeft })}</State>
                  ) : (
                    <span className="quiet">{t("loans.days-left", { days: loan.daysLeft })}</span>
                  )}
                  <span className="quiet">{t("till.due", { day: loan.dueOn })}</span>
                  {loan.recalled && <State kind="soon">{t("loans.recalled")}</State>}
                  <a href={`/desk/lending/astray/${loan.loanId}?place=${placeId}`}>
                    {t("astray.trouble")}
                    <span className="unseen"> {loan.title}</span>
                  </a>
                </span>
              </span>
              <Renew loan={loan} who={whoIs(reader)} act={act} />
            </li>
          ))}
        </ul>
      )}
      {listed.next && more && (
        <p>
          <button type="button" className="button button-quiet" onClick={more}>
            {t("till.reader.more")}
          </button>
        </p>
      )}
    </section>
  );
}

function Renew({
  loan: { loanId, title },
  who,
  act,
}: {
  loan: Reader["listed"]["items"][number];
  who: Who | null;
  act: ReaderProps["act"];
}) {
  const t = useText();
  const label = t("till.renew-one", { title: title || t("library.untitled") });
  if (act)
    return (
      <button
        type="button"
        className="button button-quiet"
        aria-label={label}
        onClick={() => act({ what: "renew", loanId, title })}
      >
        {t("till.renew")}
      </button>
    );
  return (
    <Form>
      <input type="hidden" name="do" value="renew" />
      <input type="hidden" name="loanId" value={loanId} />
      <input type="hidden" name="title" value={title} />
      <WhoStands who={who} />
      <Button kind="quiet">
        {t("till.renew")}
        <span className="unseen"> {title}</span>
      </Button>
    </Form>
  );
}
