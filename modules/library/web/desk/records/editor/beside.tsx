import { Table } from "#web/kit/list.tsx";
import { State } from "#web/kit/state.tsx";
import { useText } from "#web/text.tsx";

/** Fields that differ, one version beside the other. */
export function Beside({
  caption,
  one,
  other,
  fields,
}: {
  caption: string;
  /** What the two are called. */
  one: string;
  other: string;
  fields: readonly { tag: string; one: string | null; other: string | null }[];
}) {
  const t = useText();
  const differing = fields.filter((field) => field.one !== field.other && field.tag !== "005");
  if (differing.length === 0) return <p className="quiet">{t("edit.no-difference")}</p>;
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "tag", label: t("batch.field") },
        { key: "one", label: one, prose: true },
        { key: "other", label: other, prose: true },
        { key: "what", label: t("likeness.same") },
      ]}
      rows={differing.map((field, at) => ({
        key: `${field.tag} ${at}`,
        cells: [
          field.tag,
          field.one === null ? "–" : <bdi key="one">{field.one}</bdi>,
          field.other === null ? "–" : <bdi key="other">{field.other}</bdi>,
          <State key="what" kind="soon">
            {t(`edit.diff.${field.one === null ? "added" : field.other === null ? "gone" : "changed"}`)}
          </State>,
        ],
      }))}
    />
  );
}
