import { ButtonLink } from "#web/kit/button.tsx";
import { Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { exportPerson } from "../privacy/contract.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(exportPerson, {});
}

/** Everything the city holds about the person, to read, print or take along. */
export default function Export({ loaderData: file }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("export.title")} section="my">
      <Trail label={t("people.trail")} items={[{ href: "/my/account", label: t("account.title") }]} />
      <h1>{t("export.title")}</h1>
      <p className="lead">{t("export.made", { at: moment(file.madeAt) })}</p>
      <p className="row">
        <ButtonLink kind="quiet" icon="download" href="/api/me/export" download>
          {t("export.json")}
        </ButtonLink>
      </p>
      {file.sections.map(({ module, title, labels, rows }) => (
        <Section key={`${module} ${title}`} title={title}>
          <Table
            caption={title}
            hideCaption
            columns={Object.entries(labels).map(([key, label]) => ({ key, label }))}
            rows={rows.map((row, at) => ({
              key: String(at),
              cells: Object.keys(labels).map((name) => cellText(row[name])),
            }))}
          />
        </Section>
      ))}
    </ShellPortal>
  );
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "—";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
