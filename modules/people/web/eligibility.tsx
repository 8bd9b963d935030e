import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { ownEligibility } from "../eligibility/contract.ts";
import { dated } from "./dated.ts";
import { standingKinds } from "./eligibility-state.ts";

export async function loader({ context }: LoadArgs) {
  const { call, actor } = pageOf(context);
  return { ...(await call(ownEligibility, {})), acting: actor.onBehalfOf };
}

// texts: eligibility.standing.* eligibility.consents.by.*
/** 我的资格: which services have a condition, how one stands, what one has agreed to, and who has looked. */
export default function Eligibility({ loaderData }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const { checks, consents, looks, acting } = loaderData;
  return (
    <ShellPortal title={t("eligibility.title")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/account", label: t("account.title") }]} />
        <h1>{t("eligibility.title")}</h1>
        {acting && <p>{t("eligibility.acting", { name: acting })}</p>}
        <p>{t("eligibility.lead")}</p>
        <p>{t("eligibility.lead.free")}</p>
      </div>
      <Section title={t("eligibility.checks")}>
        {checks.length === 0 ? (
          <Empty title={t("eligibility.none")}>{t("eligibility.none.means")}</Empty>
        ) : (
          <ul className="plain stack">
            {checks.map((one) => (
              <li key={one.code} className="card stack-tight">
                <h3>
                  <a href={`/my/eligibility/${one.code}`}>{one.name}</a>
                </h3>
                <p>
                  <State kind={standingKinds[one.standing]}>
                    {t(`eligibility.standing.${one.standing}`)}
                  </State>
                </p>
                <p className="quiet small">{one.owner}</p>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("eligibility.consents")}>
        {consents.length === 0 ? (
          <p className="quiet">{t("eligibility.consents.none")}</p>
        ) : (
          <Table
            caption={t("eligibility.consents")}
            hideCaption
            columns={[
              { key: "what", label: t("eligibility.consents.what") },
              { key: "of", label: t("eligibility.asked-of") },
              { key: "at", label: t("eligibility.consents.at") },
              { key: "by", label: t("eligibility.consents.by") },
              { key: "withdrawn", label: t("eligibility.consents.withdrawn") },
            ]}
            rows={consents.map((one) => ({
              key: one.id,
              cells: [
                one.check,
                one.askedOf,
                dated(t, city.zone, one.at),
                t(`eligibility.consents.by.${one.by}`),
                one.withdrawnAt ? dated(t, city.zone, one.withdrawnAt) : "–",
              ],
            }))}
          />
        )}
      </Section>
      <Section title={t("eligibility.looks")}>
        {looks.length === 0 ? (
          <p className="quiet">{t("eligibility.looks.none")}</p>
        ) : (
          <Table
            caption={t("eligibility.looks")}
            hideCaption
            columns={[
              { key: "what", label: t("acts.what") },
              { key: "by", label: t("acts.by") },
              { key: "at", label: t("acts.at") },
            ]}
            rows={looks.map((one) => ({
              key: one.id,
              cells: [one.what, one.by ?? t("acts.by.erased"), dated(t, city.zone, one.at)],
            }))}
          />
        )}
        <p className="quiet small">{t("eligibility.looks.kept")}</p>
      </Section>
    </ShellPortal>
  );
}
