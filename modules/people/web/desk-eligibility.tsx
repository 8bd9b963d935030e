import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Tabs } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { eligibilityChecks } from "../eligibility/contract.ts";
import { answerEligibilityAppeal, eligibilityAppeals } from "../eligibility/desk/contract.ts";
import { ownOrganisations } from "../staff/contract.ts";
import { inOneLine } from "./typed.ts";

type Appeal = AnswerOf<typeof eligibilityAppeals>["items"][number];

export async function loader(asked: LoadArgs) {
  const { call } = pageOf(asked.context);
  const query = new URL(asked.request.url).searchParams;
  const { items: own } = await call(ownOrganisations, {});
  const managed = own.filter(({ roles }) => roles.includes("manager")).map(({ id, name }) => ({ id, name }));
  const organisation = askedItem(asked, "organisation", managed, ({ id }) => id) ?? managed[0] ?? null;
  const [{ items: rules }, appeals] = await Promise.all([
    call(eligibilityChecks, {}),
    organisation ? call(eligibilityAppeals, { query: { organisation: organisation.id } }) : null,
  ]);
  return {
    rules,
    managed,
    organisation,
    appeals: appeals?.items ?? null,
    all: appeals?.waiting ?? 0,
    chosen: query.get("appeal"),
    done: query.has("answered"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const organisation = new URL(request.url).searchParams.get("organisation");
  const outcome = said(form, "outcome");
  try {
    await pageOf(context).call(
      answerEligibilityAppeal,
      {
        params: { id: said(form, "appeal") },
        // The contract refuses what is neither.
        body: { outcome: outcome as "kept" | "changed", answer: inOneLine(said(form, "answer")) },
      },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(
    `/desk/eligibility?${new URLSearchParams({ ...(organisation && { organisation }), answered: "" })}`,
  );
}

/** 资格规则与申诉: appeals that wait for an answer, and the rules as data. */
export default function DeskEligibility({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { rules, managed, organisation, appeals, all, chosen, done } = loaderData;
  const waiting = appeals?.filter(({ outcome }) => outcome === null) ?? [];
  const refusedFor = actionData?.values.appeal;
  // One form is open at a time, so that a field has one id on the page.
  const open = waiting.find(({ id }) => id === (refusedFor ?? chosen)) ?? waiting[0];
  return (
    <ShellDesk title={t("elig-desk.title")}>
      {done && !actionData && <Notice kind="done" live title={t("elig-desk.appeal.done")} />}
      {appeals && (
        <Section title={t("elig-desk.appeals")} id="appeals">
          {managed.length > 1 && (
            <Tabs
              label={t("elig-desk.organisation")}
              items={managed.map(({ id, name }) => ({
                href: `/desk/eligibility?${new URLSearchParams({ organisation: id })}`,
                label: name,
                current: id === organisation?.id,
              }))}
            />
          )}
          {all > waiting.length && <p>{t("elig-desk.appeals.more", { all, shown: waiting.length })}</p>}
          {appeals.length === 0 ? (
            <Empty title={t("elig-desk.appeals.none")}>{t("elig-desk.appeals.none.means")}</Empty>
          ) : (
            <ul className="plain stack">
              {appeals.map((one) => (
                <OneAppeal
                  key={one.id}
                  one={one}
                  open={one.id === open?.id}
                  href={`/desk/eligibility?${new URLSearchParams({ organisation: organisation?.id ?? "", appeal: one.id })}`}
                  problem={one.id === refusedFor ? actionData?.problem : undefined}
                  values={one.id === refusedFor ? (actionData?.values ?? {}) : {}}
                />
              ))}
            </ul>
          )}
        </Section>
      )}
      <Section title={t("elig-desk.rules")} id="rules">
        <div className="stack">
          <p>{t("elig-desk.rules.lead")}</p>
          {rules.length === 0 ? (
            <p className="quiet">{t("elig-desk.rules.none")}</p>
          ) : (
            <Rows label={t("elig-desk.rules")}>
              {rules.map(({ code, said, owner, version }) => (
                <Row
                  key={code}
                  href={`/desk/eligibility/${code}`}
                  title={said.name}
                  note={t("elig-desk.rule.note", { owner, version })}
                />
              ))}
            </Rows>
          )}
          <p>
            <ButtonLink kind="quiet" href="/desk/eligibility/new">
              {t("elig-desk.new")}
            </ButtonLink>
          </p>
        </div>
      </Section>
    </ShellDesk>
  );
}

interface OneAppealProps {
  one: Appeal;
  open: boolean;
  /** The page with this one's form open. */
  href: string;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: elig-desk.against.* eligibility.appeal.outcome.*
function OneAppeal({ one, open, href, problem, values }: OneAppealProps) {
  const { text: t } = usePage();
  const title = t("elig-desk.appeal.of", { name: one.person ?? t("account.nameless"), check: one.check });
  const due = t("elig-desk.appeal.due", {
    overdue: String(one.overdue),
    day: t.formats.fullDayText(day(one.dueOn)),
  });
  return (
    <li className="card stack-tight">
      <h3>{title}</h3>
      <p>
        <State kind={one.outcome ? "closed" : one.overdue ? "refused" : "soon"}>
          {one.outcome ? t(`eligibility.appeal.outcome.${one.outcome}`) : due}
        </State>
      </p>
      <Facts
        items={[
          {
            term: t("elig-desk.appeal.against"),
            value: [t(`elig-desk.against.${one.against}`), one.sentence].filter(Boolean).join(" · "),
          },
          { term: t("elig-desk.appeal.words"), value: one.words },
          ...(one.answer ? [{ term: t("eligibility.appeal.answer"), value: one.answer }] : []),
        ]}
      />
      {one.outcome === null && !open && (
        <p>
          <a href={href}>{t("elig-desk.appeal.do")}</a>
        </p>
      )}
      {open && (
        <Form problem={problem} label={title}>
          <input type="hidden" name="appeal" value={one.id} />
          <Choice
            name="outcome"
            label={t("elig-desk.appeal.outcome")}
            value={values.outcome}
            options={(["changed", "kept"] as const).map((outcome) => ({
              value: outcome,
              label: t(`eligibility.appeal.outcome.${outcome}`),
            }))}
            problem={problem}
          />
          <Field
            name="answer"
            label={t("elig-desk.appeal.answer")}
            lines={3}
            value={values.answer}
            problem={problem}
          />
          <Button>{t("elig-desk.appeal.do")}</Button>
        </Form>
      )}
    </li>
  );
}
