import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day, moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { usePage, useText, useWhom } from "#web/text.tsx";
import {
  agreeByReaderCode,
  becomeReader,
  endOwnProxy,
  lookAtReaderCode,
  loseOwnCard,
  makeReaderCode,
  moveOwnHome,
  ownReader,
  stepBack,
} from "../../circulation/readers/contract.ts";
import { JoinReader } from "./join-reader.tsx";
import { yuanOf } from "./reader-words.ts";
import { WaysTable } from "./ways-table.tsx";

const dones = ["joined", "lost", "moved", "ended", "code-proxy", "code-guarantee"] as const;

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const home = query.get("home");
  return {
    ...(await pageOf(context).call(ownReader, { query: { ...(home && { home }) } })),
    done: dones.find((one) => query.has(one)) ?? null,
    creditChanged: query.has("credit"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const back = (done: (typeof dones)[number]) => redirect(`/my/reader?${done}`);
  try {
    switch (said(form, "do")) {
      case "join": {
        const body = {
          homeId: said(form, "home"),
          agrees: form.has("agrees"),
          familyCard: form.has("familyCard"),
        };
        await call(becomeReader, { body }, keyOf(form));
        return back("joined");
      }
      case "lose":
        await call(loseOwnCard, { body: {} }, keyOf(form));
        return back("lost");
      case "move":
        await call(moveOwnHome, { body: { homeId: said(form, "home") } }, keyOf(form));
        return back("moved");
      case "code-guarantee":
        return { made: await call(makeReaderCode, { body: { opens: "guarantee", until: null } }) };
      case "code-proxy":
        return { made: await call(makeReaderCode, { body: { opens: "proxy", until: said(form, "until") } }) };
      case "look":
        return {
          look: await call(lookAtReaderCode, { body: { code: said(form, "code") } }),
          code: said(form, "code"),
        };
      case "agree": {
        const body = { code: said(form, "code"), agrees: form.has("agrees") };
        const { opens } = await call(agreeByReaderCode, { body });
        return back(`code-${opens}`);
      }
      case "end-proxy":
        await call(endOwnProxy, { params: { id: said(form, "id") }, body: {} }, keyOf(form));
        return back("ended");
      case "step-back":
        await call(stepBack, { params: { id: said(form, "id") }, body: {} }, keyOf(form));
        return back("ended");
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Own = AnswerOf<typeof ownReader>;
type Reader = NonNullable<Own["reader"]>;
type Acted = PageProps<typeof loader, typeof action>["actionData"];

/** 我的读者证: the card at once, what one may borrow and why, who stands and comes for whom. */
export default function MyReader({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { reader, name } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  const title = whom.acts ? t("reader.title-of", whom) : t(reader ? "reader.title" : "reader.join");
  const values = actionData && "values" in actionData ? actionData.values : {};
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const failed = (what: string) => (values.do === what ? problem : undefined);
  return (
    <ShellPortal title={title} section="my">
      <div className="stack">
        <Trail label={title} items={[{ href: "/my", label: t("reader.to-my") }]} />
        <h1>{title}</h1>
        <Done own={loaderData} />
        <Made acted={actionData} />
        {loaderData.creditChanged && !loaderData.check?.standing && (
          <Notice kind="attention" title={t("reader.more.credit-over")}>
            {t("reader.more.credit-over.do")}
          </Notice>
        )}
        {reader ? (
          <>
            <Card reader={reader} name={name} />
            <Why reader={reader} own={loaderData} />
            <More reader={reader} own={loaderData} />
            <Others reader={reader} values={values} problem={failed("code-proxy")} />
            <Settings reader={reader} own={loaderData} problem={failed("lose") ?? failed("move")} />
          </>
        ) : (
          <JoinReader own={loaderData} values={values} problem={failed("join")} />
        )}
        <ByCode acted={actionData} problem={failed("look") ?? failed("agree")} code={values.code} />
      </div>
    </ShellPortal>
  );
}

// texts: reader.code.done.*
function Done({ own: { done, reader, check } }: { own: PageProps<typeof loader>["loaderData"] }) {
  const t = useText();
  if (done === "joined" && reader)
    return (
      <Notice kind="done" live title={t("reader.joined")}>
        {check && !check.standing ? t("reader.joined.credit") : undefined}
      </Notice>
    );
  if (done === "lost") return <Notice kind="done" live title={t("reader.card.renewed")} />;
  if (done === "moved") return <Notice kind="done" live title={t("reader.moved")} />;
  if (done === "ended") return <Notice kind="done" live title={t("reader.ended")} />;
  if (done === "code-proxy" || done === "code-guarantee")
    return <Notice kind="done" live title={t(`reader.code.done.${done.slice(5)}`)} />;
  return null;
}

/** A code is told once. */
function Made({ acted }: { acted: Acted }) {
  const t = useText();
  if (!acted || !("made" in acted) || !acted.made) return null;
  return (
    <Notice kind="done" live title={t("reader.code.made", { code: acted.made.code })}>
      {t("reader.code.made.note", { hours: 24 })}
    </Notice>
  );
}

function Card({ reader, name }: { reader: Reader; name: string | null }) {
  const t = useText();
  const now = reader.cards.find(({ state }) => state === "active");
  const old = reader.cards.filter(({ state }) => state === "alias");
  return (
    <section className="card stack-tight" aria-label={t("reader.card")}>
      {reader.blocked !== "" && (
        <Notice kind="refused" title={t("reader.blocked", { reason: reader.blocked })}>
          {t("reader.blocked.do")}
        </Notice>
      )}
      {reader.suspendedUntil !== null && (
        <Notice
          kind="attention"
          title={t("reader.suspended", { day: t.formats.fullDayText(day(reader.suspendedUntil)) })}
        >
          {t("reader.suspended.do")}
        </Notice>
      )}
      {reader.expired && (
        <Notice kind="attention" title={t("reader.expired")}>
          {t("reader.expired.do")}
        </Notice>
      )}
      <p className="quiet">{reader.home.name}</p>
      <p className="song reader-name">{name ?? t("reader.nameless")}</p>
      {now ? (
        <p>
          <span className="quiet">{t("reader.card.number")}</span>{" "}
          <strong className="figures reader-number">{now.number.replace(/(\d{4})(?=\d)/g, "$1 ")}</strong>
        </p>
      ) : (
        <p>{t("reader.card.family")}</p>
      )}
      <p>
        <ButtonLink href="/my/pass" icon="pass">
          {t("reader.card.pass")}
        </ButtonLink>
      </p>
      <p className="quiet small">{t("reader.card.pass-note")}</p>
      {old.map(({ number, issuer, issuerId }) => (
        <p key={`${issuerId} ${number}`} className="small">
          {t("reader.card.old", { number, issuer })}
        </p>
      ))}
    </section>
  );
}

function useDay() {
  const t = useText();
  return {
    ofDay: (text: string) => t.formats.fullDayText(day(text)),
    ofMoment: (text: string) => t.formats.momentText(moment(text)),
  };
}

/** Why so many: which way, until when, which rule. */
function Why({ reader, own }: { reader: Reader; own: Own }) {
  const t = useText();
  const { ofDay, ofMoment } = useDay();
  const { because } = reader;
  const basis = (text: string) => text || t("reader.why.usual");
  return (
    <Section title={t("reader.why")}>
      {because && (
        <p>
          <strong>
            {t("reader.why.says", { way: because.way, most: because.gives.most, days: because.gives.days })}
          </strong>
        </p>
      )}
      <Facts
        items={[
          {
            term: t("reader.now"),
            value: t("reader.now.says", { loans: reader.loans, holds: reader.holds }),
          },
          {
            term: t("reader.valid"),
            value: reader.validUntil
              ? t("reader.valid.until", { day: ofDay(reader.validUntil) })
              : t("reader.valid.always"),
          },
          ...(reader.owesFen > 0
            ? [{ term: t("reader.owes"), value: t("reader.yuan", { yuan: yuanOf(reader.owesFen) }) }]
            : []),
          ...(because
            ? [
                ...(because.until
                  ? [
                      {
                        term: t(`guarantee.way.${because.way}`),
                        value: t("reader.why.until", { at: ofMoment(because.until) }),
                      },
                    ]
                  : []),
                { term: t("reader.why.limit"), value: basis(because.gives.limitBasis) },
                { term: t("reader.why.rule"), value: basis(because.gives.ruleBasis) },
              ]
            : []),
        ]}
      />
      <details>
        <summary>{t("reader.rules")}</summary>
        <WaysTable ways={own.ways} depositFen={own.depositFen} />
        <p className="quiet small">{t("reader.rules.note")}</p>
      </details>
    </Section>
  );
}

// texts: guarantee.way.*
/** Other ways on: credit asked for and appealed against where people does both, a guarantor by a code. */
function More({ reader, own }: { reader: Reader; own: Own }) {
  const t = useText();
  const { ofMoment } = useDay();
  const { check } = own;
  return (
    <Section title={t("reader.more")}>
      {reader.guarantees.length > 0 && (
        <ul className="plain stack-tight" aria-label={t("reader.standing")}>
          {reader.guarantees.map((one) => (
            <li key={one.id} className="row">
              <span>
                {one.way === "deposit" &&
                  t("reader.standing.deposit", {
                    yuan: yuanOf(one.amountFen ?? 0),
                    receipt: one.receipt || "—",
                  })}
                {one.way === "guarantor" &&
                  t("reader.standing.guarantor", { name: one.guarantor?.name ?? t("reader.nameless") })}
                {one.way === "staff" && t("reader.standing.staff", { reason: one.reason })}
                {one.way === "credit" && t("reader.standing.credit")}
                {one.until && ` · ${t("reader.why.until", { at: ofMoment(one.until) })}`}
              </span>
              {one.way === "guarantor" && (
                <EndOne id={one.id} label={t("reader.standing.let-go")} what="step-back" />
              )}
            </li>
          ))}
        </ul>
      )}
      {check && (
        <div className="stack-tight">
          {!check.standing && <p>{check.explain}</p>}
          <p>
            {check.standing ? (
              <a href={check.href}>{t("reader.more.appeal")}</a>
            ) : (
              <ButtonLink href={check.href}>{t("reader.more.credit")}</ButtonLink>
            )}
          </p>
        </div>
      )}
      {reader.can.includes("code") && !reader.guarantees.some(({ way }) => way === "guarantor") && (
        <Form label={t("reader.more.guarantor")}>
          <p>{t("reader.more.guarantor.note")}</p>
          <Button kind="quiet" name="do" value="code-guarantee">
            {t("reader.more.guarantor.do")}
          </Button>
        </Form>
      )}
      {reader.standsFor.length > 0 && (
        <>
          <h3>{t("reader.stands-for")}</h3>
          <ul className="plain stack-tight">
            {reader.standsFor.map((one) => (
              <li key={one.id} className="row">
                <span>{one.name ?? t("reader.nameless")}</span>
                <EndOne id={one.id} label={t("reader.stands-for.stop")} what="step-back" />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function EndOne({ id, label, what }: { id: string; label: string; what: string }) {
  return (
    <Form label={label}>
      <input type="hidden" name="id" value={id} />
      <Button kind="link" name="do" value={what}>
        {label}
      </Button>
    </Form>
  );
}

// texts: reader.proxies.as.*
/** Children, and who comes for whom. */
function Others({
  reader,
  values,
  problem,
}: {
  reader: Reader;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  const { ofDay } = useDay();
  return (
    <>
      {reader.can.includes("code") && (
        <Section title={t("reader.children")}>
          <ul className="plain stack-tight">
            {reader.children.map((one) => (
              <li key={one.name ?? ""}>
                {t("reader.children.line", { name: one.name ?? t("reader.nameless"), loans: one.loans })}
                {one.due && ` · ${t("reader.children.due", { day: ofDay(one.due) })}`}
                {!one.ownCard && ` · ${t("reader.children.family")}`}
              </li>
            ))}
          </ul>
          <p className="quiet small">
            {t("reader.children.add")} <a href="/my/family">{t("refusal.reader.guardian-needed.next")}</a>
          </p>
        </Section>
      )}
      <Section title={t("reader.proxies")}>
        <p>{t("reader.proxies.note")}</p>
        <ul className="plain stack-tight">
          {reader.proxies.map((one) => (
            <li key={one.id} className="row">
              <span>
                {t(`reader.proxies.as.${one.as}`, { name: one.name ?? t("reader.nameless") })}
                {one.until && ` · ${t("reader.valid.until", { day: ofDay(one.until) })}`}
              </span>
              <EndOne id={one.id} label={t("reader.proxies.end")} what="end-proxy" />
            </li>
          ))}
        </ul>
        {reader.can.includes("code") && (
          <Form problem={problem} label={t("reader.proxies.make")}>
            <DateField
              name="until"
              label={t("reader.proxies.until")}
              value={values.until}
              problem={problem}
            />
            <Button kind="quiet" name="do" value="code-proxy">
              {t("reader.proxies.make")}
            </Button>
          </Form>
        )}
      </Section>
    </>
  );
}

function Settings({ reader, own, problem }: { reader: Reader; own: Own; problem: Problem | undefined }) {
  const t = useText();
  const has = reader.can.includes("lose-card");
  return (
    <>
      <Section title={t("reader.move")}>
        <Form problem={problem} label={t("reader.move")}>
          <Select
            name="home"
            label={t("reader.home")}
            hint={t("reader.home.hint")}
            value={reader.home.id}
            options={own.homes.map(({ id, name }) => ({ value: id, label: name }))}
            problem={problem}
          />
          <Button kind="quiet" name="do" value="move">
            {t("reader.move.do")}
          </Button>
        </Form>
      </Section>
      <Section title={t(has ? "reader.card.lost" : "reader.card")}>
        <Form label={t("reader.card.lost")}>
          {has && <p>{t("reader.card.lost.note")}</p>}
          <Button kind="quiet" name="do" value="lose">
            {t(has ? "reader.card.lost.do" : "reader.card.new")}
          </Button>
        </Form>
      </Section>
    </>
  );
}

// texts: reader.code.opens.*
/** What somebody handed on: first what it is, then the yes. */
function ByCode({
  acted,
  problem,
  code,
}: {
  acted: Acted;
  problem: Problem | undefined;
  code: string | undefined;
}) {
  const t = useText();
  const { ofDay } = useDay();
  const looked = acted && "look" in acted && acted.look ? { code: acted.code, ...acted.look } : null;
  return (
    <Section title={t("reader.code.have")} id="code">
      {looked ? (
        <Form problem={problem} label={t("reader.code.agree")}>
          <input type="hidden" name="code" value={looked.code} />
          <p>
            <strong>
              {t(`reader.code.opens.${looked.opens}`, {
                name: looked.name ?? t("reader.nameless"),
                until: looked.until ? ofDay(looked.until) : "",
              })}
            </strong>
          </p>
          <Tick name="agrees" label={t("reader.code.agree")} problem={problem} />
          <Button name="do" value="agree">
            {t("reader.code.agree.do")}
          </Button>
        </Form>
      ) : (
        <Form problem={problem} label={t("reader.code.have")}>
          <Field
            name="code"
            label={t("reader.code")}
            chars={12}
            value={code}
            autoComplete="off"
            problem={problem}
          />
          <Button kind="quiet" name="do" value="look">
            {t("reader.code.look")}
          </Button>
        </Form>
      )}
    </Section>
  );
}
