import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf, problemIn } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { verifyCertificate } from "../learning/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const number = new URL(request.url).searchParams.get("number")?.trim() ?? "";
  if (!number) return { number, certificate: null };
  try {
    return { number, certificate: await pageOf(context).call(verifyCertificate, { params: { number } }) };
  } catch (error) {
    // A number that is none is an answer here, and no missing page.
    const status = problemIn(error)?.status;
    if (status !== 404 && status !== 422) throw error;
    return { number, certificate: null };
  }
}

// texts: certificate.withdrawn* certificate.replaced*
/** Whether a certificate is true, for anybody who was shown one. */
export default function CertificatePage({ loaderData: { number, certificate } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("certificate.verify")} section="courses">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("courses.title")} items={[{ href: "/courses", label: t("courses.title") }]} />
          <h1>{t("certificate.verify")}</h1>
        </header>
        {certificate ? (
          <>
            {certificate.withdrawnOn ? (
              <Notice
                kind="refused"
                live
                title={t(`certificate.${certificate.state}`, { number: certificate.number })}
              >
                {t(`certificate.${certificate.state}.do`, { day: day(certificate.withdrawnOn) })}
              </Notice>
            ) : (
              <Notice kind="done" live title={t("certificate.true", { number: certificate.number })} />
            )}
            <Facts
              items={[
                {
                  term: t("certificate.name"),
                  value: certificate.name ? <bdi>{certificate.name}</bdi> : t("certificate.name-gone"),
                },
                { term: t("certificate.course"), value: <bdi>{certificate.title}</bdi> },
                { term: t("certificate.term"), value: <bdi>{certificate.term}</bdi> },
                {
                  term: t("certificate.attended"),
                  value: t("learning.attended-of", {
                    attended: certificate.attended,
                    held: certificate.lessons,
                  }),
                },
                { term: t("certificate.by"), value: <bdi>{certificate.organiser}</bdi> },
                { term: t("certificate.on"), value: t.formats.fullDayText(day(certificate.issuedOn)) },
              ]}
            />
          </>
        ) : (
          number && (
            <Notice kind="refused" live title={t("certificate.false")}>
              {t("certificate.false.do")}
            </Notice>
          )
        )}
        <Form method="get" action="/certificates" label={t("certificate.verify")}>
          <Field
            name="number"
            label={t("certificate.number")}
            hint={t("certificate.number-hint")}
            chars={20}
            value={number}
          />
          <Button>{t("certificate.verify-do")}</Button>
        </Form>
      </div>
    </ShellPortal>
  );
}
