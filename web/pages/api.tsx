import { apiDocument } from "#contract";
import { Table } from "../kit/list.tsx";
import { Section } from "../kit/section.tsx";
import { ShellPortal } from "../kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "../page.ts";
import { useText } from "../text.tsx";

interface Described {
  operationId: string;
  summary: string;
  tags: string[];
  security?: object[];
  "x-rule"?: string;
}

export async function loader({ context }: LoadArgs) {
  // Made by openApi() from the same declarations; its shape is OpenAPI's own.
  const document = (await pageOf(context).call(apiDocument, {})) as {
    paths: Record<string, Record<string, Described>>;
  };
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      path,
      method: method.toUpperCase(),
      id: one.operationId,
      summary: one.summary,
      module: one.tags[0] ?? "",
      access: one["x-rule"] ?? (one.security ? "signed-in" : "anyone"),
    })),
  );
  return { modules: [...Map.groupBy(rows, ({ module }) => module)] };
}

/** The interface for people who write programs: every operation, what it promises, who may call it. */
export default function Api({ loaderData: { modules } }: PageProps<typeof loader>) {
  const t = useText();
  return (
    <ShellPortal title={t("api.title")}>
      <div className="stack">
        <h1>{t("api.title")}</h1>
        <p>{t("api.intro")}</p>
        <p>
          <a href="/api/openapi.json">{t("api.document")}</a>
        </p>
        {modules.map(([module, rows]) => (
          <Section key={module} title={module} id={module}>
            <Table
              caption={module}
              hideCaption
              columns={[
                { key: "call", label: t("api.call") },
                { key: "promise", label: t("api.promise") },
                { key: "who", label: t("api.who") },
              ]}
              rows={rows.map((row) => ({
                key: row.id,
                cells: [
                  <code key="call" lang="en">{`${row.method} ${row.path}`}</code>,
                  <span key="promise" lang="en">
                    {row.summary}
                  </span>,
                  <code key="who" lang="en">
                    {row.access}
                  </code>,
                ],
              }))}
            />
          </Section>
        ))}
      </div>
    </ShellPortal>
  );
}
