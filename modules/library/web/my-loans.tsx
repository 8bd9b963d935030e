import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { claimMine, loseMine } from "../circulation/lost/contract.ts";
import {
  forgetReading,
  keepHistory,
  myHistory,
  myLoans,
  renewAllMine,
  renewMine,
} from "../circulation/own/contract.ts";
import { whyText, yuan } from "./desk/till/till-words.ts";

const told = ["began", "ended", "deleted"] as const;
const toldOfLoan = ["lost", "claimed", "withdrawn"] as const;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const after = search.get("after") ?? undefined;
  const afterRead = search.get("read") ?? undefined;
  const mine = await call(myLoans, { query: { ...(after && { after }) } });
  const history = mine.maySeeHistory
    ? await call(myHistory, { query: { ...(afterRead && { after: afterRead }) } })
    : null;
  return {
    ...mine,
    history,
    done: told.find((one) => one === search.get("history")) ?? null,
    loanDone: toldOfLoan.find((one) => one === search.get("done")) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const key = keyOf(form);
  try {
    switch (said(form, "do")) {
      case "renew": {
        const { dueOn } = await call(renewMine, { body: { loanId: said(form, "loanId") } }, key);
        return { renewed: [{ loanId: said(form, "loanId"), dueOn }], refused: [] };
      }
      case "lose":
        await call(loseMine, { body: { loanId: said(form, "loanId") } }, key);
        return redirect("/my/loans?done=lost");
      case "claim":
      case "withdraw": {
        const claims = said(form, "do") === "claim";
        await call(claimMine, { body: { loanId: said(form, "loanId"), claims } }, key);
        return redirect(`/my/loans?done=${claims ? "claimed" : "withdrawn"}`);
      }
      case "renew-all":
        return await call(renewAllMine, { body: {} }, key);
      case "keep":
      case "end": {
        const keeps = said(form, "do") === "keep";
        await call(keepHistory, { body: { keeps } }, key);
        return redirect(`/my/loans?history=${keeps ? "began" : "ended"}#history`);
      }
      case "forget-all":
      case "forget": {
        const one =
          said(form, "do") === "forget"
            ? { record: said(form, "record"), lentOn: said(form, "lentOn") }
            : null;
        await call(forgetReading, { body: { one } }, key);
        return redirect("/my/loans?history=deleted#history");
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Mine = AnswerOf<typeof myLoans>;
type Loan = Mine["loans"][number];

/** What somebody has borrowed, with the days left; and what they have read, if they wish to keep that. */
export default function MyLoans({
  loaderData: { reader, loans, next, history, done, loanDone },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const whom = useWhom();
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const answered = actionData && "renewed" in actionData ? actionData : null;
  const titleOf = new Map(loans.map(({ loanId, title }) => [loanId, title || t("library.untitled")]));
  return (
    <ShellPortal title={t("loans.title", whom)} section="my">
      <div className="stack">
        <Trail label={t("front.my.title")} items={[{ href: "/my", label: t("front.my.title") }]} />
        <h1>{t("loans.title", whom)}</h1>
        {problem && <Form problem={problem}>{null}</Form>}
        {loanDone && !problem && <Notice kind="done" live title={t(`loans.done.${loanDone}`)} />}
        {answered && (
          <Notice
            kind={answered.refused.length > 0 ? "attention" : "done"}
            live
            title={
              answered.renewed.length === 1 && answered.refused.length === 0
                ? t("loans.renewed", { day: answered.renewed[0]?.dueOn ?? "" })
                : t("loans.all-renewed", {
                    renewed: answered.renewed.length,
                    refused: answered.refused.length,
                  })
            }
          >
            {answered.refused.length > 0 && (
              <ul className="plain stack-tight" aria-label={t("loans.refused")}>
                {answered.refused.map(({ loanId, why }) => (
                  <li key={loanId}>
                    <bdi>{titleOf.get(loanId)}</bdi> <span className="quiet">{whyText(t, why)}</span>
                  </li>
                ))}
              </ul>
            )}
          </Notice>
        )}
        {!reader && <Empty title={t("loans.no-reader", whom)}>{t("loans.no-reader.do")}</Empty>}
        {reader && (
          <>
            {reader.against.length > 0 && (
              <Notice kind="attention" title={t("loans.against", whom)}>
                <ul className="plain stack-tight">
                  {reader.against.map((why) => (
                    <li key={why.id}>{whyText(t, why)}</li>
                  ))}
                </ul>
              </Notice>
            )}
            {reader.owesFen > 0 && (
              <Notice title={t("loans.owes", { yuan: yuan(reader.owesFen) })}>
                <a href="/my/fees">{t("loans.owes.what")}</a>
              </Notice>
            )}
            {loans.length === 0 ? (
              <Empty title={t("loans.none", whom)}>
                <a href="/catalogue">{t("loans.none.do")}</a>
              </Empty>
            ) : (
              <>
                <Form label={t("loans.renew-all")}>
                  <Button kind="quiet" name="do" value="renew-all">
                    {t("loans.renew-all")}
                  </Button>
                </Form>
                <ul className="plain stack-wide">
                  {loans.map((loan) => (
                    <OneLoan key={loan.loanId} loan={loan} />
                  ))}
                </ul>
                {next && (
                  <p>
                    <ButtonLink kind="quiet" href={`/my/loans?${new URLSearchParams({ after: next })}`}>
                      {t("loans.more")}
                    </ButtonLink>
                  </p>
                )}
              </>
            )}
          </>
        )}
      </div>
      {reader && (
        <Section title={t("loans.past")} note={t("loans.past.nobody")} id="history">
          {history && <History history={history} done={done} />}
        </Section>
      )}
    </ShellPortal>
  );
}

function OneLoan({ loan }: { loan: Loan }) {
  const { loanId, record, title, dueOn, daysLeft, renewals, recalled, trouble } = loan;
  const { text: t } = usePage();
  const called = title || t("library.untitled");
  return (
    <li className="card stack-tight">
      <h2 className="found-title">
        <a href={`/catalogue/${record}`} dir="auto">
          {called}
        </a>
      </h2>
      <p className="row">
        {trouble ? (
          <State kind={trouble === "lost" ? "refused" : "soon"}>{t(`loans.trouble.${trouble}`)}</State>
        ) : (
          <State kind={daysLeft < 0 ? "refused" : daysLeft <= 3 ? "soon" : "open"}>
            {daysLeft < 0
              ? t("loans.days-late", { days: -daysLeft })
              : t("loans.days-left", { days: daysLeft })}
          </State>
        )}
        {recalled && <State kind="soon">{t("loans.recalled")}</State>}
      </p>
      <p className="quiet">
        {t("loans.due", { day: dueOn })}
        {renewals > 0 && ` · ${t("loans.renewals", { count: renewals })}`}
      </p>
      {trouble === null && (
        <Form>
          <input type="hidden" name="loanId" value={loanId} />
          <Button kind="quiet" name="do" value="renew">
            {t("loans.renew")}
            <span className="unseen"> {called}</span>
          </Button>
        </Form>
      )}
      <Trouble loanId={loanId} called={called} trouble={trouble} />
    </li>
  );
}

// texts: loans.trouble.*
/** What a reader can say of a loan by themself: it is lost, or it was returned. */
function Trouble({ loanId, called, trouble }: Pick<Loan, "loanId" | "trouble"> & { called: string }) {
  const { text: t } = usePage();
  if (trouble === "lost") return <p className="small">{t("loans.lost.means")}</p>;
  const act = (what: string, word: string) => (
    <Form>
      <input type="hidden" name="loanId" value={loanId} />
      <Button kind="quiet" name="do" value={what}>
        {word}
        <span className="unseen"> {called}</span>
      </Button>
    </Form>
  );
  if (trouble === "claimed") return act("withdraw", t("loans.withdraw"));
  return (
    <details>
      <summary>
        {t("loans.trouble")}
        <span className="unseen"> {called}</span>
      </summary>
      <div className="stack">
        <p>{t("loans.claim.means")}</p>
        {act("claim", t("loans.claim"))}
        <p>{t("loans.lose.means")}</p>
        {act("lose", t("loans.lose"))}
      </div>
    </details>
  );
}

// texts: loans.done.*
// texts: loans.history.deleted loans.history.began loans.history.ended
function History({
  history: { keeps, count, items, next },
  done,
}: {
  history: AnswerOf<typeof myHistory>;
  done: (typeof told)[number] | null;
}) {
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <div className="stack">
      {done && <Notice kind="done" live title={t(`loans.history.${done}`)} />}
      <h3>{t(keeps ? "loans.history.on" : "loans.history.off", whom)}</h3>
      {!keeps && (
        <>
          <p>{t("loans.history.off.means", whom)}</p>
          <Form label={t("loans.history.switch-on")}>
            <Button kind="quiet" name="do" value="keep">
              {t("loans.history.switch-on")}
            </Button>
          </Form>
        </>
      )}
      {keeps && items.length === 0 && <p className="quiet">{t("loans.history.none")}</p>}
      {keeps && items.length > 0 && (
        <ul className="plain stack">
          {items.map(({ record, title, lentOn, returnedOn }) => (
            <li key={`${record} ${lentOn}`} className="stack-tight">
              <p>
                <a href={`/catalogue/${record}`} dir="auto">
                  {title || t("library.untitled")}
                </a>{" "}
                <span className="quiet small">
                  {t("loans.history.dates", { from: lentOn, to: returnedOn })}
                </span>
              </p>
              <Form>
                <input type="hidden" name="record" value={record} />
                <input type="hidden" name="lentOn" value={lentOn} />
                <Button kind="link" name="do" value="forget">
                  {t("loans.history.delete")}
                  <span className="unseen"> {title}</span>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {keeps && next && (
        <p>
          <ButtonLink kind="quiet" href={`/my/loans?${new URLSearchParams({ read: next })}#history`}>
            {t("loans.more")}
          </ButtonLink>
        </p>
      )}
      {keeps && (
        <details>
          <summary>{t("loans.history.switch-off")}</summary>
          <p>{t("loans.history.sure", { count })}</p>
          <div className="row">
            <Form label={t("loans.history.switch-off")}>
              <Button kind="refuse" name="do" value="end">
                {t("loans.history.switch-off")}
              </Button>
            </Form>
            {count > 0 && (
              <Form label={t("loans.history.delete-all")}>
                <Button kind="quiet" name="do" value="forget-all">
                  {t("loans.history.delete-all")}
                </Button>
              </Form>
            )}
          </div>
        </details>
      )}
    </div>
  );
}
