import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { leavingDraft, staffLeaves } from "../leaving/contract.ts";
import { staffMember } from "../staff/contract.ts";
import { FindColleague } from "./find-colleague.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const q = new URL(request.url).searchParams.get("colleague")?.trim() ?? "";
  const account = params.account ?? "";
  const [draft, member] = await Promise.all([
    call(leavingDraft, { params: { account } }),
    call(staffMember, { params: { account }, query: q ? { colleague: q } : {} }),
  ]);
  if (draft.standing) throw redirect(`/desk/leavings/${draft.standing}`);
  const { colleagues, moreColleagues } = member;
  return { q, draft, colleagues, more: moreColleagues };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const when = form.get("when");
  const lines = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith("line ") && typeof value === "string" && value
      ? [{ ref: name.slice("line ".length), to: value }]
      : [],
  );
  const body = {
    lastDay: when === "now" ? null : said(form, "lastDay"),
    successor: said(form, "successor") || null,
    passRoles: form.has("passRoles"),
    lines,
  };
  try {
    const { id } = await pageOf(context).call(
      staffLeaves,
      { params: { account: params.account ?? "" }, body },
      keyOf(form),
    );
    return redirect(`/desk/leavings/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** What a colleague who leaves has in hand, who takes it over, and from when they are gone. */
export default function DeskLeavingNew({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { q, draft, colleagues, more } = loaderData;
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const options = colleagues.map(({ account, name, login }) => ({
    value: account,
    label: `${name} (${login})`,
  }));
  return (
    <ShellDesk title={t("leaving.of", { name: draft.name })} section="staff">
      <Trail
        label={t("people.trail")}
        items={[
          { href: "/desk/staff", label: t("staff.title") },
          { href: `/desk/staff/${draft.account}`, label: draft.name },
        ]}
      />
      <FindColleague q={q} more={more} />
      <Form problem={problem} label={t("leaving.of", { name: draft.name })}>
        <Notice title={t("leaving.means")}>
          <p>{t("leaving.means.more")}</p>
        </Notice>
        <Choice
          name="when"
          label={t("leaving.when")}
          options={[
            { value: "day", label: t("leaving.when.day") },
            { value: "now", label: t("leaving.when.now"), hint: t("leaving.when.now.means") },
          ]}
          value={values.when ?? "day"}
          problem={problem}
        />
        <DateField
          name="lastDay"
          label={t("leaving.last-day")}
          hint={t("leaving.last-day.hint")}
          value={values.lastDay}
          problem={problem}
        />
        <Select
          name="successor"
          label={t("leaving.successor")}
          hint={t("leaving.successor.hint")}
          options={options}
          empty={t("leaving.successor.none")}
          value={values.successor}
          problem={problem}
        />
        <Tick
          name="passRoles"
          label={t("leaving.pass-roles")}
          checked={values.passRoles === "yes"}
          problem={problem}
        />
        <Section title={t("leaving.in-hand")}>
          {draft.lines.length === 0 ? (
            <p>{t("leaving.nothing")}</p>
          ) : (
            <ul className="plain stack">
              {draft.lines.map(({ ref, text, href }) => (
                <li key={ref} className="stack-tight">
                  <Select
                    name={`line ${ref}`}
                    label={text}
                    options={options}
                    empty={t("leaving.line.same")}
                    value={values[`line ${ref}`]}
                  />
                  {href && <a href={href}>{t("leaving.line.open")}</a>}
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Button kind="refuse">{t("leaving.do")}</Button>
      </Form>
    </ShellDesk>
  );
}
