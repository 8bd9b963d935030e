import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { useText } from "#web/text.tsx";
import {
  loanRules,
  putAmnesty,
  putLoanLimit,
  putLoanRule,
  repealAmnesty,
} from "../../../circulation/rules/contract.ts";
import type { Refused } from "../fields.tsx";
import { LendingTabs } from "./lending-tabs.tsx";
import { amnestyFrom, keepTicked, type LimitView, limitFrom, type RuleView, ruleFrom } from "./rule-form.ts";
import { About, aboutLine, Says } from "./rule-words.tsx";
import { WriteLimit } from "./write-limit.tsx";
import { WriteRule } from "./write-rule.tsx";

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const organisation = query.get("organisation");
  return {
    shown: await pageOf(context).call(loanRules, { query: { ...(organisation && { organisation }) } }),
    write: query.get("write"),
    next: query.get("next"),
    saved: query.has("saved"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    switch (said(form, "do")) {
      case "rule":
        await call(putLoanRule, { body: ruleFrom(form) }, keyOf(form));
        break;
      case "limit":
        await call(putLoanLimit, { body: limitFrom(form) }, keyOf(form));
        break;
      case "amnesty":
        await call(putAmnesty, { body: amnestyFrom(form) }, keyOf(form));
        break;
      case "repeal": {
        const of = { params: { line: said(form, "line") }, body: { basis: said(form, "basis") } };
        await call(repealAmnesty, of, keyOf(form));
        break;
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    keepTicked(form);
    return formProblem(error, form);
  }
  return redirect(
    `/desk/lending/rules?${new URLSearchParams({ organisation: said(form, "organisation"), saved: "" })}`,
  );
}

type Shown = AnswerOf<typeof loanRules>;
type Here = (more: Record<string, string>) => string;

/** 流通规则: what is lent to whom, for how long and how many; the most specific first. */
export default function DeskLoanRules({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { shown, write, next, saved } = loaderData;
  const t = useText();
  const { house, rules, limits } = shown;
  const mayWrite = shown.can.includes("write");
  const here: Here = (more) =>
    `/desk/lending/rules?${new URLSearchParams({ organisation: house?.id ?? "", ...more })}`;
  const refused: Refused = actionData ?? { values: {}, problem: undefined };
  if (!house)
    return (
      <ShellDesk title={t("loan-rules.title")} section="till">
        <div className="stack">
          <LendingTabs current="rules" />
          <Empty title={t("loan-rules.nowhere")}>
            <a href="/desk">{t("desk.nav.today")}</a>
          </Empty>
        </div>
      </ShellDesk>
    );
  const writesRule = mayWrite && write === "rule";
  const writesLimit = mayWrite && write === "limit";
  return (
    <ShellDesk
      title={t("loan-rules.title")}
      section="till"
      organisation={house.name}
      actions={
        mayWrite && (
          <>
            <ButtonLink kind="quiet" href={`${here({ write: "rule" })}#write`}>
              {t("loan-rules.write")}
            </ButtonLink>
            <ButtonLink kind="quiet" href={`${here({ write: "limit" })}#write`}>
              {t("loan-limits.write")}
            </ButtonLink>
          </>
        )
      }
    >
      <div className="stack">
        <LendingTabs current="rules" />
        {saved && !actionData && <Notice kind="done" live title={t("loan-rules.saved")} />}
        {!writesRule && !writesLimit && <HouseChoice shown={shown} />}
        {writesRule && (
          <Section
            title={t(next ? "loan-rules.write-next" : "loan-rules.write")}
            id="write"
            {...(next && { more: { href: here({ write: "rule" }), label: t("loan-rules.write-new") } })}
          >
            <WriteRule shown={shown} next={rules.find(({ id, own }) => own && id === next)} {...refused} />
          </Section>
        )}
        {writesLimit && (
          <Section title={t(next ? "loan-rules.write-next" : "loan-limits.write")} id="write">
            <WriteLimit shown={shown} next={limits.find(({ id, own }) => own && id === next)} {...refused} />
          </Section>
        )}
        {!writesRule && !writesLimit && (
          <Lists shown={shown} edits={mayWrite ? here : null} refused={refused} />
        )}
      </div>
    </ShellDesk>
  );
}

function Lists({ shown, edits, refused }: { shown: Shown; edits: Here | null; refused: Refused }) {
  const t = useText();
  const { rules, limits } = shown;
  return (
    <>
      <p className="text">{t("loan-rules.lead")}</p>
      <Section title={t("loan-rules.in-force")} id="in-force">
        <Rules
          caption={t("loan-rules.in-force")}
          rules={rules.filter(({ standing, terms }) => standing === "in-force" && terms !== null)}
          edits={edits}
          fallback={shown.fallback}
        />
      </Section>
      <Section title={t("loan-limits.title")} id="limits">
        <p className="text">{t("loan-limits.lead")}</p>
        <Limits
          caption={t("loan-limits.title")}
          limits={limits.filter(({ standing, most }) => standing === "in-force" && most !== null)}
          edits={edits}
          fallbackMost={shown.fallbackMost}
        />
      </Section>
      <Section title={t("amnesties.title")} id="amnesties">
        <p className="text">{t("amnesties.lead")}</p>
        <Amnesties shown={shown} refused={refused} />
      </Section>
      <Later shown={shown} edits={edits} />
      <Past shown={shown} edits={edits} />
    </>
  );
}

/** The way from one house to another; nothing where there is only one. */
function HouseChoice({ shown: { houses, house } }: { shown: Shown }) {
  const t = useText();
  if (houses.length < 2) return null;
  return (
    <form className="desk-filter" action="/desk/lending/rules" aria-label={t("loan-rules.house")}>
      <Select
        name="organisation"
        label={t("loan-rules.house")}
        value={house?.id}
        options={houses.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button kind="quiet">{t("loan-rules.house.do")}</Button>
    </form>
  );
}

interface RulesProps {
  caption: string;
  rules: readonly RuleView[];
  /** The page with the form of the next version; null where none is written. */
  edits: Here | null;
  fallback?: readonly string[];
}

function Rules({ caption, rules, edits, fallback }: RulesProps) {
  const t = useText();
  const rows = rules.map((one, at) => ({
    key: one.id,
    cells: [
      t.formats.numberText(at + 1),
      <About key="about" matches={one.matches} />,
      <Says key="says" says={one.says} />,
      <Basis key="basis" {...one} />,
      ...(edits
        ? [
            one.own && one.isLast ? (
              <a
                key="next"
                href={`${edits({ write: "rule", next: one.id })}#write`}
                aria-label={t("loan-rules.next-of", { about: aboutLine(one.matches, t) })}
              >
                {t("loan-rules.next-do")}
              </a>
            ) : (
              "–"
            ),
          ]
        : []),
    ],
  }));
  const last = {
    key: "fallback",
    cells: [
      t.formats.numberText(rules.length + 1),
      t("loan-rules.everything"),
      <Says key="says" says={fallback ?? []} />,
      t("loan-rules.fallback-basis"),
      ...(edits ? ["–"] : []),
    ],
  };
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "order", label: t("loan-rules.order"), numeric: true },
        { key: "about", label: t("loan-rules.about"), prose: true },
        { key: "says", label: t("loan-rules.says"), prose: true },
        { key: "basis", label: t("loan-rules.basis"), prose: true },
        ...(edits ? [{ key: "next", label: t("loan-rules.next") }] : []),
      ]}
      rows={fallback ? [...rows, last] : rows}
    />
  );
}

/** On what ground, by whom, from when, and until when where that is known. */
function Basis({
  basis,
  setBy,
  since,
  until,
  version,
}: Pick<RuleView, "basis" | "setBy" | "since" | "until" | "version">) {
  const t = useText();
  return (
    <>
      {basis}
      <ul className="plain small quiet">
        <li>{setBy}</li>
        <li>
          {t("loan-rules.version", { version })} · {t("loan-rules.since-on", { day: since })}
        </li>
        {until !== null && <li>{t("loan-rules.until-on", { day: until })}</li>}
      </ul>
    </>
  );
}

interface LimitsProps {
  caption: string;
  limits: readonly LimitView[];
  edits: Here | null;
  fallbackMost?: number;
}

function Limits({ caption, limits, edits, fallbackMost }: LimitsProps) {
  const t = useText();
  const rows = limits.map((one) => ({
    key: one.id,
    cells: [
      one.most === null ? t("loan-limits.repealed") : t("loan-limits.most-of", { most: one.most }),
      one.counts,
      one.readers,
      <Basis key="basis" {...one} />,
      ...(edits
        ? [
            one.own && one.isLast ? (
              <a
                key="next"
                href={`${edits({ write: "limit", next: one.id })}#write`}
                aria-label={t("loan-rules.next-of", { about: one.counts })}
              >
                {t("loan-rules.next-do")}
              </a>
            ) : (
              "–"
            ),
          ]
        : []),
    ],
  }));
  const last = {
    key: "fallback",
    cells: [
      t("loan-limits.most-of", { most: fallbackMost ?? 0 }),
      t("loan-limits.fallback"),
      t("loan-limit.everybody"),
      t("loan-rules.fallback-basis"),
      ...(edits ? ["–"] : []),
    ],
  };
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "most", label: t("loan-limits.most") },
        { key: "counts", label: t("loan-limits.counts"), prose: true },
        { key: "readers", label: t("loan-limits.readers"), prose: true },
        { key: "basis", label: t("loan-rules.basis"), prose: true },
        ...(edits ? [{ key: "next", label: t("loan-rules.next") }] : []),
      ]}
      rows={fallbackMost === undefined ? rows : [...rows, last]}
    />
  );
}

// texts: loan-rules.standing.*
function Amnesties({ shown, refused }: { shown: Shown; refused: Refused }) {
  const t = useText();
  const { amnesties, house } = shown;
  const mayWrite = shown.can.includes("write");
  const daysOf = ({ firstDay, lastDay }: Shown["amnesties"][number]) =>
    t("amnesties.from-to", { from: firstDay, to: lastDay });
  const refusedIn = (what: string): Refused =>
    refused.values.do === what ? refused : { values: {}, problem: undefined };
  const typed = refusedIn("amnesty");
  return (
    <>
      {amnesties.length === 0 ? (
        <p className="quiet">{t("amnesties.none")}</p>
      ) : (
        <Table
          caption={t("amnesties.title")}
          hideCaption
          columns={[
            { key: "days", label: t("amnesties.days") },
            { key: "standing", label: t("amnesties.standing") },
            { key: "basis", label: t("loan-rules.basis"), prose: true },
            { key: "setter", label: t("loan-rules.set-by"), prose: true },
          ]}
          rows={amnesties.map((one) => ({
            key: one.line,
            cells: [daysOf(one), t(`loan-rules.standing.${one.standing}`), one.basis, one.setBy],
          }))}
        />
      )}
      {amnesties
        .filter(({ standing, own }) => mayWrite && own && (standing === "in-force" || standing === "coming"))
        .map((one) => {
          const again = refused.values.line === one.line ? refusedIn("repeal") : undefined;
          return (
            <details key={one.line} open={again !== undefined}>
              <summary>{t("amnesties.repeal-of", { days: daysOf(one) })}</summary>
              <Form problem={again?.problem} label={t("amnesties.repeal-of", { days: daysOf(one) })}>
                <input type="hidden" name="do" value="repeal" />
                <input type="hidden" name="organisation" value={house?.id ?? ""} />
                <input type="hidden" name="line" value={one.line} />
                <Field
                  name="basis"
                  label={t("amnesties.repeal-why")}
                  value={again?.values.basis}
                  problem={again?.problem}
                />
                <Button kind="quiet">{t("amnesties.repeal")}</Button>
              </Form>
            </details>
          );
        })}
      {mayWrite && (
        <details open={typed.problem !== undefined}>
          <summary>{t("amnesties.write")}</summary>
          <Form problem={typed.problem} label={t("amnesties.write")}>
            <input type="hidden" name="do" value="amnesty" />
            <input type="hidden" name="organisation" value={house?.id ?? ""} />
            <div className="row">
              <DateField
                name="firstDay"
                label={t("amnesties.first")}
                value={typed.values.firstDay}
                problem={typed.problem}
              />
              <DateField
                name="lastDay"
                label={t("amnesties.last")}
                value={typed.values.lastDay}
                problem={typed.problem}
              />
            </div>
            <Field
              name="basis"
              label={t("loan-rules.basis")}
              value={typed.values.basis}
              problem={typed.problem}
            />
            <Button>{t("amnesties.save")}</Button>
          </Form>
        </details>
      )}
    </>
  );
}

function Later({ shown: { rules, limits }, edits }: { shown: Shown; edits: Here | null }) {
  const t = useText();
  const comingRules = rules.filter(({ standing }) => standing === "coming");
  const comingLimits = limits.filter(({ standing }) => standing === "coming");
  if (comingRules.length + comingLimits.length === 0) return null;
  return (
    <Section title={t("loan-rules.coming")} id="coming">
      {comingRules.length > 0 && <Rules caption={t("loan-rules.title")} rules={comingRules} edits={edits} />}
      {comingLimits.length > 0 && (
        <Limits caption={t("loan-limits.title")} limits={comingLimits} edits={edits} />
      )}
    </Section>
  );
}

/** What was in force, and what was repealed: the history of the house's and of those around it. */
function Past({ shown: { rules, limits }, edits }: { shown: Shown; edits: Here | null }) {
  const t = useText();
  const over = ({ standing }: Pick<RuleView, "standing">, isNone: boolean) =>
    standing === "past" || (standing === "in-force" && isNone);
  const pastRules = rules.filter((one) => over(one, one.terms === null));
  const pastLimits = limits.filter((one) => over(one, one.most === null));
  if (pastRules.length + pastLimits.length === 0) return null;
  return (
    <Section title={t("loan-rules.past")} id="past">
      {pastRules.length > 0 && <Rules caption={t("loan-rules.title")} rules={pastRules} edits={edits} />}
      {pastLimits.length > 0 && <Limits caption={t("loan-limits.title")} limits={pastLimits} edits={edits} />}
    </Section>
  );
}
