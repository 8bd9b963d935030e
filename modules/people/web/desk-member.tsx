import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { ErrorSummary, Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
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
import { FoldedForm } from "#web/titled-form.tsx";
import { allowCover, disallowCover, endCover, makeCover } from "../cover/contract.ts";
import { inviteIdentity, removeIdentity } from "../provider/contract.ts";
import { endRole, resetSecondFactor, resetStaffMember, staffMember } from "../staff/contract.ts";
import { CoverForm, coverBody } from "./cover-form.tsx";
import { FindColleague } from "./find-colleague.tsx";
import { NewPassword } from "./new-password.tsx";
import { PostButton } from "./post-button.tsx";
import { CoverList, lastDayOf } from "./staff-parts.tsx";

type Member = AnswerOf<typeof staffMember>;

const done = [
  "ended",
  "covered",
  "cover-ended",
  "allowed",
  "disallowed",
  "factor-reset",
  "invited",
  "parted",
  "called-off",
] as const;

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const q = query.get("colleague")?.trim() ?? "";
  return {
    q,
    member: await pageOf(context).call(staffMember, {
      params: { account: params.account ?? "" },
      query: q ? { colleague: q } : {},
    }),
    done: done.find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const account = params.account ?? "";
  const after = (word: (typeof done)[number]) => redirect(`/desk/staff/${account}?${word}`);
  const pair = { params: { account, standIn: said(form, "colleague") } };
  try {
    switch (form.get("do")) {
      case "cover":
        await call(makeCover, { params: { account }, body: coverBody(form) }, keyOf(form));
        return after("covered");
      case "end-cover":
        await call(endCover, { params: { id: said(form, "cover") } }, keyOf(form));
        return after("cover-ended");
      case "allow":
        await call(allowCover, pair, keyOf(form));
        return after("allowed");
      case "disallow":
        await call(disallowCover, pair, keyOf(form));
        return after("disallowed");
      case "invite":
        await call(
          inviteIdentity,
          { params: { account }, body: { expected: said(form, "expected") } },
          keyOf(form),
        );
        return after("invited");
      case "part":
        await call(removeIdentity, { params: { account } }, keyOf(form));
        return after("parted");
      case "reset-second-factor":
        await call(resetSecondFactor, { params: { account } });
        return after("factor-reset");
      case "reset":
        return await call(resetStaffMember, { params: { account } });
      default:
        await call(endRole, { params: { id: said(form, "grant") } }, keyOf(form));
        return after("ended");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: staff.done.*
/** Everything about one colleague: roles, cover, sign-in, leaving. */
export default function DeskMember({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { member } = loaderData;
  const refusal = actionData && "problem" in actionData ? actionData : undefined;
  const made = actionData && "password" in actionData ? actionData : undefined;
  const failed = (what: string) => (refusal?.values.do === what ? refusal.problem : undefined);
  const inForm = failed("cover") ?? failed("allow") ?? failed("invite");
  return (
    <ShellDesk title={member.name} section="staff">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/desk/staff", label: t("staff.title") }]} />
        {made && <NewPassword login={member.login} password={made.password} />}
        {loaderData.done && <Notice kind="done" live title={t(`staff.done.${loaderData.done}`)} />}
        {refusal && !inForm && <ErrorSummary problem={refusal.problem} />}
        {member.leavesAt && member.leaving && (
          <Notice kind="attention" title={t("staff.leaves", { day: lastDayOf(member.leavesAt, city.zone) })}>
            <a href={`/desk/leavings/${member.leaving}`}>{t("leaving.open")}</a>
          </Notice>
        )}
        <Facts
          items={[
            { term: t("desk-sign-in.login"), value: member.login },
            {
              term: t("security.second-factor"),
              value: t(member.secondFactor ? "security.second-factor.on" : "security.second-factor.off"),
            },
            ...(member.isNew ? [{ term: t("staff.first-password"), value: t("staff.is-new.means") }] : []),
          ]}
        />
        <Grants member={member} />
        {member.can.includes("cover") && <FindColleague q={loaderData.q} more={member.moreColleagues} />}
        <Covers member={member} problem={failed("cover")} values={refusal?.values ?? {}} />
        {member.can.includes("cover") && <StandIns member={member} problem={failed("allow")} />}
        <SignIn member={member} />
        <Identity member={member} problem={failed("invite")} values={refusal?.values ?? {}} />
        {member.can.includes("leave") && !member.leaving && (
          <Section title={t("leaving.title")}>
            <p>{t("staff.leave.means")}</p>
            <ButtonLink kind="refuse" href={`/desk/staff/${member.account}/leaving`}>
              {t("staff.leave")}
            </ButtonLink>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

// texts: role.*
function Grants({ member }: { member: Member }) {
  const { text: t, city } = usePage();
  return (
    <Section title={t("staff.roles")}>
      {member.grants.length === 0 ? (
        <p>{t("staff.no-roles")}</p>
      ) : (
        <ul className="plain stack">
          {member.grants.map((grant) => (
            <li key={grant.id} className="stack-tight">
              <p>
                <Tag>{t(`role.${grant.role}`)}</Tag> {grant.organisation.name}
                {grant.to && (
                  <span className="quiet"> {t("staff.until", { at: lastDayOf(grant.to, city.zone) })}</span>
                )}
              </p>
              <p className="quiet small">{t(`role.${grant.role}.means`)}</p>
              {grant.can.includes("end") && (
                <PostButton
                  label={t("staff.end-one", {
                    role: t(`role.${grant.role}`),
                    login: member.login,
                    organisation: grant.organisation.name,
                  })}
                  values={{ do: "end", grant: grant.id }}
                  kind="link"
                >
                  {t("staff.end")}
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Covers({
  member,
  problem,
  values,
}: {
  member: Member;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const may = member.can.includes("cover");
  if (!may && member.covers.length === 0) return null;
  return (
    <Section title={t("cover.title")} id="cover">
      <div className="stack">
        {member.covers.length > 0 && <CoverList covers={member.covers} self="" />}
        {may &&
          (member.colleagues.length > 0 ? (
            <details open={problem !== undefined}>
              <summary>{t("cover.make-for", { name: member.name })}</summary>
              <p className="small">{t("cover.means")}</p>
              <CoverForm colleagues={member.colleagues} act="cover" problem={problem} values={values} />
            </details>
          ) : (
            <p className="quiet">{t("cover.nobody")}</p>
          ))}
      </div>
    </Section>
  );
}

/** Colleagues to whom this person may hand over by themself. */
function StandIns({ member, problem }: { member: Member; problem: Problem | undefined }) {
  const { text: t } = usePage();
  const known = new Set(member.standIns.map(({ account }) => account));
  const others = member.colleagues.filter(({ account }) => !known.has(account));
  return (
    <Section title={t("cover.stand-ins")}>
      <div className="stack">
        <p className="small">{t("cover.stand-ins.means", { name: member.name })}</p>
        <ul className="plain stack-tight">
          {member.standIns.map((one) => (
            <li key={one.account} className="row">
              <span>{`${one.name} (${one.login})`}</span>
              <PostButton
                label={t("cover.disallow-one", { name: one.name })}
                values={{ do: "disallow", colleague: one.account }}
                kind="link"
              >
                {t("cover.disallow")}
              </PostButton>
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <FoldedForm title={t("cover.allow-another")} problem={problem}>
            <input type="hidden" name="do" value="allow" />
            <Select
              name="colleague"
              label={t("cover.colleague")}
              options={others.map(({ account, name, login }) => ({
                value: account,
                label: `${name} (${login})`,
              }))}
              value={others[0]?.account}
              problem={problem}
            />
            <Button kind="quiet">{t("cover.allow")}</Button>
          </FoldedForm>
        )}
      </div>
    </Section>
  );
}

function SignIn({ member }: { member: Member }) {
  const { text: t } = usePage();
  if (!member.can.includes("reset")) return null;
  return (
    <Section title={t("staff.sign-in")}>
      <div className="stack">
        {member.can.includes("reset-second-factor") && (
          <div className="stack-tight">
            <p className="small">{t("staff.factor-reset.means")}</p>
            <PostButton
              label={t("staff.factor-reset-one", { login: member.login })}
              values={{ do: "reset-second-factor" }}
              kind="quiet"
            >
              {t("staff.factor-reset")}
            </PostButton>
          </div>
        )}
        <div className="stack-tight">
          <p className="small">{t("staff.reset.means")}</p>
          <PostButton
            label={t("staff.reset-one", { login: member.login })}
            values={{ do: "reset" }}
            kind="quiet"
          >
            {t("staff.reset")}
          </PostButton>
        </div>
      </div>
    </Section>
  );
}

// texts: identity.state.*
/** By which name at the provider they come. */
function Identity({
  member,
  problem,
  values,
}: {
  member: Member;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const { identity } = member;
  if (!identity || !member.can.includes("reset")) return null;
  const { provider, state, expected, until } = identity;
  return (
    <Section title={provider} id="identity">
      <div className="stack">
        <p>
          {t(`identity.state.${state}`, { expected: expected ?? "", ...(until && { until: moment(until) }) })}
        </p>
        {state !== "none" && (
          <PostButton
            label={t("identity.part-one", { login: member.login })}
            values={{ do: "part" }}
            kind="quiet"
          >
            {t("identity.part")}
          </PostButton>
        )}
        <details open={problem !== undefined}>
          <summary>{t(state === "none" ? "identity.invite" : "identity.invite-again")}</summary>
          <Form problem={problem} label={t("identity.invite")}>
            <p className="small">{t("identity.means")}</p>
            <input type="hidden" name="do" value="invite" />
            <Field
              name="expected"
              label={t("identity.expected")}
              hint={t("identity.expected.hint")}
              autoComplete="off"
              chars={20}
              value={values.expected}
              problem={problem}
            />
            <Button kind="quiet">{t("identity.invite.do")}</Button>
          </Form>
        </details>
      </div>
    </Section>
  );
}
