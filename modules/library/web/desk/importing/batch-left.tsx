import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import type { getBatch } from "../../../catalogue/importing/contract.ts";

type One = AnswerOf<typeof getBatch>;

export function Left({ one: { left } }: { one: One }) {
  const t = useText();
  if (left.length === 0) return null;
  return (
    <Section title={t("batch.left")} note={t("batch.left.note")}>
      <Table
        caption={t("batch.left")}
        hideCaption
        columns={[
          { key: "title", label: t("batch.record.title"), prose: true },
          { key: "why", label: t("batch.left.why"), prose: true },
        ]}
        rows={left.map(({ id, title, why, by }) => ({
          key: String(id),
          cells: [
            <a key="title" href={`/desk/catalogue/records/${id}/items`} dir="auto">
              {title || t("batch.record.untitled")}
            </a>,
            <>
              {t(`batch.left.${why}`)}{" "}
              {by && <a href={`/desk/catalogue/batches/${by.id}`}>{t("batch.left.by", { file: by.file })}</a>}
            </>,
          ],
        }))}
      />
    </Section>
  );
}

export function Refusals({ one }: { one: One }) {
  const t = useText();
  if (one.refusals.length === 0) return null;
  return (
    <Section id="refused" title={t("batch.refusals", { count: one.refused })} note={t("batch.refusals.note")}>
      <Table
        caption={t("batch.refusals", { count: one.refused })}
        hideCaption
        columns={[
          { key: "record", label: t("batch.record"), numeric: true },
          { key: "byte", label: t("batch.byte"), numeric: true },
          { key: "reason", label: t("batch.reason"), prose: true },
          { key: "title", label: t("batch.record.title"), prose: true },
        ]}
        rows={one.refusals.map(({ record, byte, reason, title }) => ({
          key: `${record} ${byte}`,
          cells: [
            <a key="record" href={`/desk/catalogue/batches/${one.id}/refused/${record}/${byte}`}>
              {t.formats.numberText(record)}
            </a>,
            t.formats.numberText(byte),
            reason ?? "–",
            <bdi key="title">{title || "–"}</bdi>,
          ],
        }))}
      />
      <div className="actions">
        {one.nextRefusal && (
          <ButtonLink
            kind="quiet"
            href={`/desk/catalogue/batches/${one.id}?refused=${one.nextRefusal.record}&byte=${one.nextRefusal.byte}#refused`}
          >
            {t("batch.refusals.more")}
          </ButtonLink>
        )}
      </div>
      {one.can.includes("settle") && (
        <details>
          <summary>{t("batch.refusals.drop-all")}</summary>
          <Form label={t("batch.refusals.drop-all")}>
            <p>{t("batch.refusals.drop-all.sure", { count: one.refused })}</p>
            <Button kind="refuse" name="do" value="drop-refused">
              {t("batch.refusals.drop-all")}
            </Button>
          </Form>
        </details>
      )}
    </Section>
  );
}
