import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { ButtonLink } from "#web/kit/button.tsx";
import { ErrorSummary } from "#web/kit/form.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { endRole, listStaff, ownOrganisations, resetStaffMember, staffLeaves } from "../staff/contract.ts";
import { NewPassword } from "./new-password.tsx";
import { PostButton } from "./post-button.tsx";
import { typed } from "./typed.ts";

type Staff = AnswerOf<typeof listStaff>;
type Member = Staff["items"][number];

const overseers = new Set<string>(["manager", "admin", "auditor"]);

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const { items } = await call(ownOrganisations, {});
  const own = items.filter(({ roles }) => roles.some((role) => overseers.has(role)));
  const organisation = query.get("organisation") ?? own[0]?.id;
  if (!organisation) return { own, staff: null, done: null };
  const after = query.get("after");
  const staff = await call(listStaff, { query: { organisation, ...(after && { after }) } });
  return { own, staff, done: ["given", "ended", "left"].find((word) => query.has(word)) ?? null };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const account = typed(form, "account");
  const done = (word: string) => {
    const query = new URL(request.url).searchParams;
    query.set(word, "");
    return redirect(`/desk/staff?${query}`);
  };
  try {
    switch (form.get("do")) {
      case "reset":
        return { ...(await call(resetStaffMember, { params: { account } })), login: typed(form, "login") };
      case "leave":
        await call(staffLeaves, { params: { account } }, keyOf(form));
        return done("left");
      default:
        await call(endRole, { params: { id: typed(form, "grant") } }, keyOf(form));
        return done("ended");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: role.* staff.done.*
/** Who works here and may do what; managers add people, give and end roles, and help with lost passwords. */
export default function DeskStaff({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { own, staff, done } = loaderData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const made = actionData && "password" in actionData ? actionData : undefined;
  if (!staff) {
    return (
      <ShellDesk title={t("staff.title")}>
        <Empty title={t("staff.none-to-see")}>
          <a href="/desk">{t("staff.to-desk")}</a>
        </Empty>
      </ShellDesk>
    );
  }
  return (
    <ShellDesk
      title={t("staff.title")}
      organisation={staff.organisation.name}
      actions={
        staff.canGive.length > 0 && (
          <>
            <ButtonLink kind="quiet" href={`/desk/staff/role?organisation=${staff.organisation.id}`}>
              {t("staff.give")}
            </ButtonLink>
            <ButtonLink href={`/desk/staff/new?organisation=${staff.organisation.id}`}>
              {t("staff.add")}
            </ButtonLink>
          </>
        )
      }
    >
      {own.length > 1 && (
        <Tabs
          label={t("staff.organisations")}
          items={own.map(({ id, name }) => ({
            href: `/desk/staff?organisation=${id}`,
            label: name,
            current: id === staff.organisation.id,
          }))}
        />
      )}
      {made && <NewPassword login={made.login} password={made.password} />}
      {done && <Notice kind="done" live title={t(`staff.done.${done}`)} />}
      {problem && <ErrorSummary problem={problem} />}
      <StaffTable staff={staff} />
      {staff.next && (
        <p>
          <a
            href={`/desk/staff?organisation=${staff.organisation.id}&after=${encodeURIComponent(staff.next)}`}
          >
            {t("staff.more")}
          </a>
        </p>
      )}
    </ShellDesk>
  );
}

function StaffTable({ staff }: { staff: Staff }) {
  const { text: t } = usePage();
  if (staff.items.length === 0) return <Empty title={t("staff.none")}>{t("staff.none.do")}</Empty>;
  return (
    <Table
      caption={t("staff.of", { organisation: staff.organisation.name })}
      columns={[
        { key: "name", label: t("staff.name") },
        { key: "login", label: t("desk-sign-in.login") },
        { key: "roles", label: t("staff.roles") },
        { key: "second-factor", label: t("security.second-factor") },
        { key: "do", label: t("staff.do") },
      ]}
      rows={staff.items.map((one) => ({
        key: one.account,
        cells: [
          one.name,
          one.login,
          <Roles key="roles" member={one} />,
          t(one.secondFactor ? "security.second-factor.on" : "security.second-factor.off"),
          <MemberActions key="do" member={one} />,
        ],
      }))}
    />
  );
}

function Roles({ member }: { member: Member }) {
  const { text: t } = usePage();
  return (
    <ul className="plain stack-tight">
      {member.grants.map((grant) => (
        <li key={grant.id} className="row nowrap">
          <Tag>{t(`role.${grant.role}`)}</Tag>
          <span>{grant.organisation.name}</span>
          {grant.to && <span className="quiet small">{t("staff.until", { at: moment(grant.to) })}</span>}
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
  );
}

function MemberActions({ member }: { member: Member }) {
  const { text: t } = usePage();
  if (member.can.length === 0) return null;
  return (
    <details>
      <summary>{t("staff.more-for", { name: member.name })}</summary>
      <div className="stack-tight">
        <p className="small">{t("staff.reset.means")}</p>
        <PostButton
          label={t("staff.reset-one", { login: member.login })}
          values={{ do: "reset", account: member.account, login: member.login }}
          kind="quiet"
        >
          {t("staff.reset")}
        </PostButton>
        <p className="small">{t("staff.leave.means")}</p>
        <PostButton
          label={t("staff.leave-one", { login: member.login })}
          values={{ do: "leave", account: member.account }}
          kind="refuse"
        >
          {t("staff.leave")}
        </PostButton>
      </div>
    </details>
  );
}
