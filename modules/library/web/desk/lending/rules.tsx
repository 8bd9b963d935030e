import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
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
import { amnestyFrom, keepTicked, limitFrom, ruleFrom } from "./rule-form.ts";
import { RuleLists } from "./rule-lists.tsx";
import type { Here } from "./rules-table.tsx";
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
          <RuleLists shown={shown} edits={mayWrite ? here : null} refused={refused} />
        )}
      </div>
    </ShellDesk>
  );
}

/** The way from one house to another; nothing where there is only one. */
function HouseChoice({ shown: { houses, house } }: { shown: AnswerOf<typeof loanRules> }) {
  const t = useText();
  if (houses.length < 2) return null;
  return (
    <form className="desk-filter" action="/desk/lending/rules" aria-label={t("loan-rules.house")}>
      <Select
        name="organisation"
        label={t("loan-rules.house")}
        value={house?.id}
        options={optionsOf(houses)}
      />
      <Button kind="quiet">{t("loan-rules.house.do")}</Button>
    </form>
  );
}
