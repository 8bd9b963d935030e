import { Button } from "#web/kit/button.tsx";
import { Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { actsAtDesk } from "../family/contract.ts";
import { personAtDesk } from "../identity/desk/contract.ts";
import { dated } from "./dated.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  const person = await pageOf(context).call(personAtDesk, {
    params: { subject: params.subject ?? "" },
    query: { organisation },
  });
  return { subject: person.subject, name: person.name, organisation };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  try {
    const acts = await pageOf(context).call(actsAtDesk, {
      params: { subject: params.subject ?? "" },
      body: { organisation, seen: form.has("seen") },
    });
    return { acts };
  } catch (error) {
    return formProblem(error, form);
  }
}

/** 代办记录: what others did for the person, for the person alone; printed, it goes home with them. */
export default function DeskPersonActs({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const name = loaderData.name ?? t("account.nameless");
  const acts = actionData && "acts" in actionData ? actionData.acts : null;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const organisation = new URLSearchParams({ organisation: loaderData.organisation });
  return (
    <ShellDesk title={t("acts.for", { name })} section="counter">
      <div className="stack">
        <Trail
          label={t("people.trail")}
          items={[
            { href: "/desk/identity", label: t("identity.title") },
            { href: `/desk/identity/${loaderData.subject}?${organisation}`, label: name },
          ]}
        />
        {acts === null ? (
          <Form problem={problem} label={t("acts.at-desk")}>
            <p>{t("acts.at-desk.lead")}</p>
            <Tick name="seen" label={t("acts.at-desk.seen")} problem={problem} />
            <Button>{t("acts.at-desk.do")}</Button>
          </Form>
        ) : (
          <article className="paper stack" aria-label={t("acts.for", { name })}>
            <h2 className="paper-title">{t("acts.for", { name })}</h2>
            <p>{t("acts.at-desk.made", { at: dated(t, city.zone, acts.at) })}</p>
            {acts.items.length === 0 ? (
              <p>{t("acts.at-desk.none")}</p>
            ) : (
              <Table
                caption={t("acts.for", { name })}
                hideCaption
                columns={[
                  { key: "at", label: t("acts.at") },
                  { key: "by", label: t("acts.by") },
                  { key: "for", label: t("acts.for-whom") },
                  { key: "what", label: t("acts.what") },
                ]}
                rows={acts.items.map((act) => ({
                  key: act.id,
                  cells: [dated(t, city.zone, act.at), act.by ?? t("acts.by.erased"), name, act.text],
                }))}
              />
            )}
            {acts.more && <p className="quiet">{t("acts.at-desk.more")}</p>}
          </article>
        )}
      </div>
    </ShellDesk>
  );
}
