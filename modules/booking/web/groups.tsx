import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { cancelOwnClaim } from "../contract.ts";
import { claimForOrganisation, groupsOf } from "../groups/contract.ts";
import { RuleItems, WhenAndWhere } from "./occasion.tsx";
import { organisationsToActFor } from "./own-organisations.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  return {
    groups: await call(groupsOf, { params: { offerId: params.offerId ?? "" } }),
    organisations: await organisationsToActFor(call),
    done: new URL(request.url).searchParams.get("done"),
  };
}

/** Each answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const back = (done: string) => redirect(`/desk/groups/${offerId}?done=${done}`);
  try {
    const claimId = form.get("claim")?.toString();
    if (claimId) {
      await call(cancelOwnClaim, { params: { claimId }, body: {} }, keyOf(form));
      return back("cancelled");
    }
    const body = { organisation: said(form, "organisation"), size: numberOf(form, "size") };
    return back((await call(claimForOrganisation, { params: { offerId }, body }, keyOf(form))).state);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Groups = AnswerOf<typeof groupsOf>;
const answers = ["confirmed", "held", "cancelled"];

// texts: groups.done.*
/** 团体预约: an organisation claims places for a group of its own. */
export default function GroupsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { groups, organisations, done } = loaderData;
  const { text: t } = usePage();
  const values = actionData?.values ?? {};
  const cancelling = values.claim ? actionData?.problem : undefined;
  return (
    <ShellDesk
      title={t("groups.page", { title: groups.about?.title ?? t("door.untitled") })}
      section="events"
    >
      <div className="stack-wide">
        <WhenAndWhere of={groups} />
        {groups.about && (
          <p>
            <a href={groups.about.href}>{t("groups.to-event")}</a>
          </p>
        )}
        {done && answers.includes(done) && !actionData && (
          <Notice kind="done" live title={t(`groups.done.${done}`)} />
        )}
        <p>{t("groups.lead")}</p>
        <Claim
          {...{ groups, organisations, values }}
          problem={values.claim ? undefined : actionData?.problem}
        />
        <Own claims={groups.claims} problem={cancelling} />
      </div>
    </ShellDesk>
  );
}

// texts: groups.no-pool.do groups.over.do
function Claim({
  groups: { pool, open, closesAt, rules },
  organisations,
  values,
  problem,
}: {
  groups: Groups;
  organisations: readonly { value: string; label: string }[];
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const why = !pool ? "groups.no-pool" : !open ? "groups.over" : null;
  if (!pool || why) return <Empty title={t(why ?? "groups.over")}>{t(`${why}.do`)}</Empty>;
  if (organisations.length === 0) return <Empty title={t("groups.nowhere")}>{t("groups.nowhere.do")}</Empty>;
  return (
    <>
      <Section title={t("groups.rules")}>
        <ul>
          <li>{t("groups.left", { left: pool.left, quota: pool.quota, at: moment(closesAt) })}</li>
          <li>{t("groups.releases", { at: moment(pool.releasesAt) })}</li>
          <RuleItems rules={rules} />
        </ul>
      </Section>
      <Section title={t("groups.claim")}>
        <Form label={t("groups.claim")} problem={problem}>
          <Select
            name="organisation"
            label={t("groups.organisation")}
            options={organisations}
            value={values.organisation ?? organisations[0]?.value}
            problem={problem}
          />
          <Field
            name="size"
            type="number"
            min={1}
            chars={4}
            label={t("groups.size")}
            value={values.size}
            problem={problem}
          />
          <Button icon="check">{t("groups.do")}</Button>
        </Form>
      </Section>
    </>
  );
}

// texts: claim.state.*
function Own({ claims, problem }: { claims: Groups["claims"]; problem: Problem | undefined }) {
  const { text: t } = usePage();
  return (
    <Section title={t("groups.own")}>
      {problem && (
        <Notice kind="refused" live title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      {claims.length === 0 ? (
        <Empty title={t("groups.own.empty")}>{t("groups.own.empty.do")}</Empty>
      ) : (
        <Rows>
          {claims.map((claim) => (
            <li className="work-row" key={claim.claimId}>
              <b dir="auto">{claim.organisation}</b>
              <span className="work-note">
                {t("groups.people", { size: claim.size })} · {t(`claim.state.${claim.state}`)}
              </span>
              <span className="work-state">
                {claim.can.map((what) => (
                  <Form key={what} label={t("groups.cancel")}>
                    <input type="hidden" name="claim" value={claim.claimId} />
                    <Button kind="quiet">
                      {t("groups.cancel")}
                      <span className="unseen"> {claim.organisation}</span>
                    </Button>
                  </Form>
                ))}
              </span>
            </li>
          ))}
        </Rows>
      )}
    </Section>
  );
}
