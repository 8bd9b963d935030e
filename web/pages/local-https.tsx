import { data } from "react-router";
import { ButtonLink } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { ShellPortal } from "../kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "../page.ts";
import { usePage } from "../text.tsx";

export function loader({ context }: LoadArgs) {
  const { localAuthority, text } = pageOf(context);
  if (!localAuthority) {
    const problem = { type: "about:blank", title: text("problem.not-found.title"), status: 404 };
    throw data({ problem }, { status: 404 });
  }
  return { fingerprint: localAuthority };
}

// texts: local-https.*
const kinds = { android: 3, harmony: 3, ios: 4, computer: 3 } as const;

/** How a phone learns to trust the certificate that this machine made for itself. */
export default function LocalHttps({ loaderData: { fingerprint } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("local-https.title")}>
      <div className="stack text">
        <h1>{t("local-https.title")}</h1>
        <p className="lead">{t("local-https.why")}</p>
        <Notice kind="attention" title={t("local-https.compare")}>
          <p>{t("local-https.compare.do")}</p>
          <p dir="ltr">
            <code>{fingerprint}</code>
          </p>
        </Notice>
        <p className="actions">
          <ButtonLink href="/local-ca.crt" download>
            {t("local-https.fetch")}
          </ButtonLink>
        </p>
        {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => (
          <Section key={kind} title={t(`local-https.${kind}`)}>
            <ol>
              {Array.from({ length: kinds[kind] }, (_, at) => `local-https.${kind}.${at + 1}`).map((step) => (
                <li key={step}>{t(step)}</li>
              ))}
            </ol>
          </Section>
        ))}
        <Section title={t("local-https.after")}>
          <p>{t("local-https.after.do")}</p>
        </Section>
      </div>
    </ShellPortal>
  );
}
