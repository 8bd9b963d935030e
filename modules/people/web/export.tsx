import type { Text } from "#libs/texts";
import { ButtonLink } from "#web/kit/button.tsx";
import { Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { exportPerson } from "../privacy/contract.ts";
import { dated } from "./dated.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(exportPerson, {});
}

/** Everything the city holds about the person, to read, print or take along. */
export default function Export({ loaderData: file }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  return (
    <ShellPortal title={t("export.title")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/account", label: t("account.title") }]} />
        <h1>{t("export.title")}</h1>
        <p className="lead">{t("export.made", { at: dated(t, city.zone, file.madeAt) })}</p>
        <p className="row">
          <ButtonLink kind="quiet" icon="download" href="/api/me/export" download>
            {t("export.json")}
          </ButtonLink>
        </p>
      </div>
      {file.sections.map(({ module, title, labels, words, rows }) => {
        const shown = Object.keys(labels).filter((name) => isForReaders(rows, name));
        return (
          <Section key={`${module} ${title}`} title={title}>
            <Table
              caption={title}
              hideCaption
              columns={shown.map((key) => ({ key, label: labels[key] ?? key }))}
              rows={rows.map((row, at) => ({
                key: String(at),
                cells: shown.map((name) => cellText(inWords(row[name], words[name]), t, city.zone)),
              }))}
            />
          </Section>
        );
      })}
    </ShellPortal>
  );
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const number = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Numbers of rows mean nothing to a reader; the JSON file has them. */
function isForReaders(rows: readonly Record<string, unknown>[], name: string): boolean {
  return rows.some((row) => row[name] !== null && !(typeof row[name] === "string" && number.test(row[name])));
}

function inWords(value: unknown, words: Record<string, string> | undefined): unknown {
  return Array.isArray(value) ? value.map((one) => inWords(one, words)) : (words?.[String(value)] ?? value);
}

function cellText(value: unknown, t: Text, zone: string): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return t(value ? "export.yes" : "export.no");
  if (typeof value === "string" && instant.test(value)) return dated(t, zone, value);
  if (Array.isArray(value)) return value.map((one) => cellText(one, t, zone)).join(" · ") || "—";
  if (typeof value !== "object") return String(value);
  const named = "title" in value ? value.title : "name" in value ? value.name : null;
  return named === null ? JSON.stringify(value) : cellText(named, t, zone);
}
