import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getDeskClass } from "../classes/contract.ts";
import { issueCertificates, listCertificates } from "../learning/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const of = { params: { id: params.id ?? "" } };
  const search = new URL(request.url).searchParams;
  return {
    klass: await call(getDeskClass, of),
    stand: await call(listCertificates, of),
    issued: search.has("issued") ? Number(search.get("issued")) : null,
  };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  try {
    const of = { params: { id: params.id ?? "" }, body: {} };
    const { issued } = await pageOf(context).call(issueCertificates, of, keyOf(form));
    return redirect(`/desk/classes/${params.id}/certificates?issued=${issued}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** How everybody of a class stands, and giving certificates once it is over. */
export default function DeskCertificates({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { klass, stand, issued } = loaderData;
  const { text: t } = usePage();
  const waits = stand.learners.some(({ reached, number }) => reached && number === null);
  return (
    <ShellDesk title={t("certificates.title")} section="courses" organisation={klass.organiser.name}>
      <div className="stack-wide">
        <Trail
          label={t("courses.title")}
          items={[
            { href: "/desk/courses", label: t("courses.title") },
            { href: `/desk/classes/${klass.id}`, label: `${klass.course.title} ${klass.text.term}` },
          ]}
        />
        {issued !== null && <Notice kind="done" live title={t("certificates.issued", { count: issued })} />}
        <p>{t("certificates.rule", { share: stand.share, held: stand.held, ahead: stand.ahead })}</p>
        {stand.unset.length > 0 && (
          <Notice kind="attention" title={t("certificates.unset.do")}>
            <ul>
              {stand.unset.map(({ name, signs }) => (
                <li key={name}>
                  <bdi>{name}</bdi> · {t("certificates.unset", { signs })}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {stand.learners.length === 0 ? (
          <Empty title={t("roll.empty")}>{t("roll.empty.do")}</Empty>
        ) : (
          <Table
            caption={t("certificates.title")}
            hideCaption
            columns={[
              { key: "name", label: t("certificate.name") },
              { key: "attended", label: t("certificate.attended") },
              { key: "reached", label: t("certificates.reached") },
              { key: "number", label: t("certificate.number") },
            ]}
            rows={stand.learners.map((one) => ({
              key: one.claimId,
              cells: [
                <bdi key="name">{one.name}</bdi>,
                t("learning.attended-of", { attended: one.attended, held: stand.held }),
                <State key="reached" kind={one.reached ? "open" : "closed"}>
                  {t(one.reached ? "certificates.yes" : "certificates.no")}
                </State>,
                one.number ? (
                  <a key="number" href={`/certificates?number=${one.number}`}>
                    {one.number}
                  </a>
                ) : (
                  "–"
                ),
              ],
            }))}
          />
        )}
        {klass.can.includes("certify") && waits && (
          <Form label={t("certificates.issue")} problem={actionData?.problem}>
            <Button>{t("certificates.issue")}</Button>
          </Form>
        )}
      </div>
    </ShellDesk>
  );
}
