/** What was found of a file of records: its kinds, and those of a kind to be worked through one after the other. */
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { getBatch } from "../../../catalogue/importing/contract.ts";

type One = AnswerOf<typeof getBatch>;
type Finding = One["open"][number];

/** Beyond so many it is asked first. */
const many = 10;

const addressOf = ({ id }: One, finding: string) =>
  `/desk/catalogue/batches/${id}?finding=${encodeURIComponent(finding)}#open`;

// texts: batch.done.* batch.mend.*
export function Kinds({ one, chosen }: { one: One; chosen: string | null }) {
  const t = useText();
  if (one.kinds.length === 0) return null;
  const settles = one.can.includes("settle");
  return (
    <Section title={t("batch.findings", { count: one.findings })} note={t("batch.findings.note")}>
      <Table
        caption={t("batch.findings", { count: one.findings })}
        hideCaption
        columns={[
          { key: "title", label: t("batch.finding"), prose: true },
          { key: "done", label: t("batch.done") },
          { key: "count", label: t("batch.finding.count"), numeric: true },
          { key: "open", label: t("batch.finding.open"), numeric: true },
          ...(settles ? [{ key: "do", label: t("batch.settle") }] : []),
        ]}
        rows={one.kinds.map((kind) => ({
          key: `${kind.finding} ${kind.done}`,
          cells: [
            <a
              key="title"
              href={addressOf(one, kind.finding)}
              aria-current={kind.finding === chosen ? "true" : undefined}
            >
              {kind.title}
            </a>,
            t(`batch.done.${kind.done}`),
            t.formats.numberText(kind.count),
            t.formats.numberText(kind.open),
            ...(settles ? [<OfKind key="do" kind={kind} />] : []),
          ],
        }))}
      />
      <div className="actions">
        <ButtonLink kind="quiet" href={`/api/desk/catalogue/batches/${one.id}/findings.csv`} download>
          {t("batch.findings.sheet")}
        </ButtonLink>
      </div>
    </Section>
  );
}

/** All of a kind are right, or open again. Where they are many it is asked first. */
function OfKind({ kind: { finding, title, done, open, accepted } }: { kind: One["kinds"][number] }) {
  const t = useText();
  if (open > 0 && done !== "refused") {
    const all = (
      <Act does="settle" finding={finding} of={title}>
        {t("batch.settle.all")}
      </Act>
    );
    return open <= many ? (
      all
    ) : (
      <details>
        <summary>{t("batch.settle.all")}</summary>
        <p>{t("batch.settle.all.sure", { count: open })}</p>
        {all}
      </details>
    );
  }
  return accepted > 0 ? (
    <Act does="reopen" finding={finding} of={title}>
      {t("batch.settle.reopen", { count: accepted })}
    </Act>
  ) : (
    "–"
  );
}

interface ActProps {
  does: "settle" | "reopen";
  finding: string;
  one?: number;
  /** What it is done to, for who does not see the row. */
  of: string;
  at?: At;
  children: string;
}

/** The page of the list one comes back to. */
interface At {
  of: string | null;
  after: number;
}

function Act({ does, finding, one, of, at, children }: ActProps) {
  return (
    <Form label={`${children} ${of}`}>
      <input type="hidden" name="do" value={does} />
      <input type="hidden" name="finding" value={finding} />
      {one !== undefined && <input type="hidden" name="one" value={one} />}
      {at && <Where at={at} />}
      <Button kind="link">
        {children}
        <span className="unseen"> {of}</span>
      </Button>
    </Form>
  );
}

function Where({ at }: { at: At }) {
  return (
    <>
      <input type="hidden" name="of" value={at.of ?? ""} />
      {at.after > 0 && <input type="hidden" name="after" value={at.after} />}
    </>
  );
}

interface OpenProps {
  one: One;
  finding: string | null;
  after: number;
  /** What could not be mended, and what was typed for it. */
  mending: { problem: Problem; values: Record<string, string> } | undefined;
}

/** Open ones in the order of the file, fifty a page: what is wrong, in which record, and what can be done. */
export function OpenFindings({ one, finding, after, mending }: OpenProps) {
  const t = useText();
  if (one.kinds.length === 0) return null;
  const settles = one.can.includes("settle");
  const address = `/desk/catalogue/batches/${one.id}`;
  const of = finding === null ? "" : `finding=${encodeURIComponent(finding)}&`;
  const title = one.kinds.find((kind) => kind.finding === finding)?.title;
  const at = { of: finding, after };
  return (
    <Section
      id="open"
      title={title === undefined ? t("batch.open") : t("batch.open.of", { title })}
      {...(finding !== null && { more: { href: `${address}#open`, label: t("batch.open.all-kinds") } })}
    >
      {one.open.length === 0 ? (
        <Notice kind="done" title={t("batch.open.none")} />
      ) : (
        <Table
          caption={t("batch.open")}
          hideCaption
          columns={[
            { key: "record", label: t("batch.record"), numeric: true },
            { key: "title", label: t("batch.record.title"), prose: true },
            { key: "field", label: t("batch.field") },
            { key: "reason", label: t("batch.reason"), prose: true },
            { key: "byte", label: t("batch.byte"), numeric: true },
            ...(settles ? [{ key: "do", label: t("batch.settle") }] : []),
          ]}
          rows={one.open.map((found) => ({
            key: String(found.id),
            cells: [
              t.formats.numberText(found.record),
              <Title key="title" found={found} batch={one} />,
              found.field ?? "–",
              <Reason key="reason" found={found} />,
              t.formats.numberText(found.byte),
              ...(settles
                ? [
                    <Ways
                      key="do"
                      found={found}
                      at={at}
                      mending={mending?.values.one === String(found.id) ? mending : undefined}
                    />,
                  ]
                : []),
            ],
          }))}
        />
      )}
      <div className="actions">
        {after > 0 && (
          <ButtonLink kind="quiet" href={`${address}?${of}#open`}>
            {t("batch.open.first")}
          </ButtonLink>
        )}
        {one.next !== null && (
          <ButtonLink kind="quiet" href={`${address}?${of}after=${one.next}#open`}>
            {t("batch.open.more")}
          </ButtonLink>
        )}
      </div>
    </Section>
  );
}

function Title({ found, batch }: { found: Finding; batch: One }) {
  const t = useText();
  const title = found.title || t("batch.record.untitled");
  if (found.recordId !== null) return <a href={`/desk/catalogue/records/${found.recordId}/items`}>{title}</a>;
  const refused = batch.refusals.find(({ record }) => record === found.record);
  if (refused)
    return (
      <a href={`/desk/catalogue/batches/${batch.id}/refused/${refused.record}/${refused.byte}`}>{title}</a>
    );
  return <bdi>{title}</bdi>;
}

function Reason({ found: { reason, said, other } }: { found: Finding }) {
  const t = useText();
  return (
    <>
      {said === "" ? reason : t("batch.reason.said", { reason, said })}
      {other?.record != null && <> {t("batch.other.record", { record: other.record })}</>}
      {other?.id != null && (
        <>
          {" "}
          <a href={`/desk/catalogue/records/${other.id}/items`}>
            {t("batch.other.title", { title: other.title || t("batch.record.untitled") })}
          </a>
        </>
      )}
    </>
  );
}

/** What can be done with one: put it right here, in the editor, or say that it is right. */
function Ways({ found, at, mending }: { found: Finding; at: At; mending: OpenProps["mending"] }) {
  const t = useText();
  if (found.done === "refused") return "–";
  const of = `${found.record} ${found.reason}`;
  return (
    <div className="stack">
      {found.mend && (
        <details open={mending !== undefined}>
          <summary>{t(`batch.mend.${found.mend}`)}</summary>
          <Form label={`${t(`batch.mend.${found.mend}`)} ${of}`} problem={mending?.problem}>
            <input type="hidden" name="do" value="mend" />
            <input type="hidden" name="one" value={found.id} />
            <Where at={at} />
            <Field
              name="value"
              label={t(`batch.mend.${found.mend}.value`)}
              value={mending?.values.value ?? found.said}
              problem={mending?.problem}
            />
            <Button>{t("batch.mend.save")}</Button>
          </Form>
        </details>
      )}
      {found.recordId !== null && (
        <a
          href={`/desk/catalogue/records/${found.recordId}/edit${found.field ? `?field=${found.field}` : ""}`}
        >
          {t("batch.open.edit")}
          <span className="unseen"> {of}</span>
        </a>
      )}
      <Act does="settle" finding={found.finding} one={found.id} of={of} at={at}>
        {t("batch.settle.one")}
      </Act>
    </div>
  );
}
