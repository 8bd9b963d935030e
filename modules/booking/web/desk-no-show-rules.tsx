import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { penaltyRules, putPenaltyRule } from "../penalties/contract.ts";
import { HouseChoice, housesAsked } from "./house-choice.tsx";
import { RuleFields, ruleIn } from "./no-show-rule-fields.tsx";

export async function loader(asked: LoadArgs) {
  const { call } = pageOf(asked.context);
  const houses = await housesAsked(asked);
  return {
    houses,
    sheet: houses.chosen && (await call(penaltyRules, { query: { organisation: houses.chosen.id } })),
    saved: new URL(asked.request.url).searchParams.has("saved"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const organisation = said(form, "organisation");
  try {
    await pageOf(context).call(putPenaltyRule, { body: ruleIn(form, organisation) }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/no-show-rules?${new URLSearchParams({ organisation, saved: "" })}`);
}

/** 失约与取消规则: what holds, what will and what did, with the day and the basis of each; the next version is a form. */
export default function DeskNoShowRules({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { houses, sheet, saved } = loaderData;
  const items = sheet?.items ?? [];
  const problem = actionData?.problem;
  const latest = items.find((rule) => rule.own && rule.onlyFor === null);
  const seen = new Map<string, number>();
  for (const { own: its, onlyFor, version } of items)
    if (its) seen.set(onlyFor ?? "", Math.max(version, seen.get(onlyFor ?? "") ?? 0));
  const kindOf = (code: string | null) =>
    code === null
      ? t("no-show-rules.kind.all")
      : (sheet?.kinds.find((kind) => kind.code === code)?.name ?? t("no-show-rules.kind.other"));
  return (
    <ShellDesk title={t("no-show-rules.title")} section="counter" organisation={sheet?.organisation.name}>
      <Trail label={t("door.trail")} items={[{ href: "/desk/no-shows", label: t("no-shows-desk.title") }]} />
      {saved && !problem && <Notice kind="done" live title={t("no-show-rules.saved")} />}
      <HouseChoice houses={houses} action="/desk/no-show-rules" />
      <p>{t("no-show-rules.lead")}</p>
      {items.length === 0 && <Empty title={t("no-show-rules.none")}>{t("no-show-rules.none.means")}</Empty>}
      {(["in-force", "coming", "past"] as const).map((standing) => {
        const rules = items.filter((rule) => rule.standing === standing);
        return (
          rules.length > 0 && (
            <Section key={standing} title={t(`no-show-rules.${standing}`)} id={standing}>
              <ul className="plain stack">
                {rules.map((rule) => (
                  <Version key={rule.id} rule={rule} kind={kindOf(rule.onlyFor)} />
                ))}
              </ul>
            </Section>
          )
        );
      })}
      {sheet?.can.includes("put") && (
        <Section title={t("no-show-rules.put")} id="put">
          <Form problem={problem} label={t("no-show-rules.put")}>
            <input type="hidden" name="organisation" value={sheet.organisation.id} />
            {/* Which kind it is about is chosen here: the version that was read of each goes along. */}
            {[...seen].map(([kind, version]) => (
              <input key={kind} type="hidden" name={`after.${kind}`} value={version} />
            ))}
            <RuleFields
              terms={latest?.terms ?? null}
              kinds={sheet.kinds}
              first={city.today}
              problem={problem}
              values={actionData?.values ?? {}}
            />
            <Button>{t("no-show-rules.put.do")}</Button>
          </Form>
        </Section>
      )}
    </ShellDesk>
  );
}

const kinds = { "in-force": "open", coming: "soon", past: "closed" } as const;

// texts: no-show-rules.in-force no-show-rules.coming no-show-rules.past
function Version({ rule, kind }: { rule: AnswerOf<typeof penaltyRules>["items"][number]; kind: string }) {
  const { text: t } = usePage();
  return (
    <li className="card stack-tight">
      <h3 dir="auto">{t("no-show-rules.of", { organisation: rule.organisation, kind })}</h3>
      <p className="row">
        <State kind={kinds[rule.standing]}>{t(`no-show-rules.${rule.standing}`)}</State>
        <span>
          {t("no-show-rules.days", {
            version: rule.version,
            since: day(rule.since),
            ended: rule.until !== null,
            until: day(rule.until ?? rule.since),
          })}
        </span>
      </p>
      {rule.says.length === 0 ? (
        <p>{t("no-show-rules.ended")}</p>
      ) : (
        <ul className="stack-tight">
          {rule.says.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <p className="quiet small">{t("no-shows.basis", { basis: rule.basis })}</p>
    </li>
  );
}
