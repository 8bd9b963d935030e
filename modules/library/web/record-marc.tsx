import { Table } from "#web/kit/list.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { marcOfRecord } from "../catalogue/searching/contract.ts";

export async function loader({ context, params }: LoadArgs) {
  const id = params.id ?? "";
  return { id, record: await pageOf(context).call(marcOfRecord, { params: { id } }) };
}

/** A record as cataloguers read it: tag, indicators, subfields. */
export default function RecordMarc({ loaderData: { id, record } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const title = record.title || t("library.untitled");
  return (
    <ShellPortal title={t("library.marc-of", { title })} section="catalogue">
      <div className="stack">
        <Trail
          label={t("library.title")}
          items={[
            { href: "/catalogue", label: t("library.title") },
            { href: `/catalogue/${id}`, label: title },
          ]}
        />
        <h1 dir="auto">{t("library.marc-of", { title })}</h1>
        <p className="quiet">{t(`library.flavour.${record.flavour}`)}</p>
        <Table
          caption={t("library.marc-of", { title })}
          hideCaption
          columns={[
            { key: "tag", label: t("library.tag") },
            { key: "indicators", label: t("library.indicators") },
            { key: "value", label: t("library.content"), prose: true },
          ]}
          rows={[
            { key: "leader", cells: ["LDR", "", <code key="leader">{record.leader}</code>] },
            ...record.fields.map(({ tag, indicators, value, subfields }, at) => ({
              key: `${at}`,
              cells: [
                tag,
                indicators.replaceAll(" ", "_"),
                value === null ? (
                  <span key="value" dir="auto">
                    {subfields.map(({ code, value: text }, n) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: subfields of a record that is shown never move
                      <span key={n}>
                        <span className="quiet">${code}</span> <bdi>{text}</bdi>{" "}
                      </span>
                    ))}
                  </span>
                ) : (
                  <code key="value">{value}</code>
                ),
              ],
            })),
          ]}
        />
      </div>
    </ShellPortal>
  );
}
