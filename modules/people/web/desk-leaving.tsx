import { redirect } from "react-router";
import { ErrorSummary } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { callOffLeaving, getLeaving } from "../leaving/contract.ts";
import { dated } from "./dated.ts";
import { PostButton } from "./post-button.tsx";

export function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getLeaving, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  try {
    const { account } = await call(getLeaving, { params: { id } });
    await call(callOffLeaving, { params: { id } }, keyOf(form));
    return redirect(`/desk/staff/${account}?called-off`);
  } catch (error) {
    return formProblem(error, form);
  }
}

export const leavingKinds: Record<string, StateKind> = {
  ahead: "soon",
  done: "closed",
  "called-off": "refused",
};

// texts: leaving.state.*
/** The hand-over document, for whoever takes over and for the file. Prints on one page. */
export default function DeskLeaving({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { name, login, state, effectiveAt, successor, passRoles, madeBy, madeAt, lines, can } = loaderData;
  return (
    <ShellDesk title={t("leaving.of", { name })} section="staff">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/desk", label: t("staff.to-desk") }]} />
        {actionData?.problem && <ErrorSummary problem={actionData.problem} />}
        <Facts
          items={[
            {
              term: t("leaving.state"),
              value: <State kind={leavingKinds[state] ?? "closed"}>{t(`leaving.state.${state}`)}</State>,
            },
            { term: t("leaving.effective"), value: dated(t, city.zone, effectiveAt) },
            { term: t("desk-sign-in.login"), value: login },
            { term: t("leaving.successor"), value: successor ?? t("leaving.successor.none") },
            { term: t("leaving.roles"), value: t(passRoles ? "leaving.roles.passed" : "leaving.roles.end") },
            { term: t("leaving.made"), value: `${madeBy ?? ""} ${dated(t, city.zone, madeAt)}`.trim() },
          ]}
        />
        <Section title={t("leaving.in-hand")}>
          {lines.length === 0 ? (
            <p>{t("leaving.nothing")}</p>
          ) : (
            <Table
              caption={t("leaving.in-hand")}
              hideCaption
              columns={[
                { key: "what", label: t("leaving.line") },
                { key: "who", label: t("leaving.taker") },
              ]}
              rows={lines.map(({ ref, text, href, takenBy }) => ({
                key: ref,
                cells: [
                  href ? (
                    <a key="what" href={href}>
                      {text}
                    </a>
                  ) : (
                    text
                  ),
                  takenBy ?? (
                    <State key="who" kind="soon">
                      {t("leaving.successor.none")}
                    </State>
                  ),
                ],
              }))}
            />
          )}
        </Section>
        {can.includes("call-off") && (
          <PostButton label={t("leaving.call-off-one", { name })} values={{ do: "call-off" }} kind="quiet">
            {t("leaving.call-off")}
          </PostButton>
        )}
      </div>
    </ShellDesk>
  );
}
