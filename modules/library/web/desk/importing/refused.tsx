import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  problemIn,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { dropRefused, getBatch, getRefused, landRefused } from "../../../catalogue/importing/contract.ts";

const paramsOf = ({ params }: Pick<LoadArgs, "params">) => ({
  id: params.id ?? "",
  number: Number(params.number),
  byte: Number(params.byte),
});

export async function loader(args: LoadArgs) {
  const { call } = pageOf(args.context);
  const at = paramsOf(args);
  const batch = await call(getBatch, { params: { id: at.id }, query: {} });
  const record = await call(getRefused, { params: at }).catch(onDealtWith(at));
  return { record, batch };
}

/** Somebody was quicker: the file's page says so. */
function onDealtWith({ id, number }: { id: string; number: number }) {
  return (error: unknown): never => {
    if (problemIn(error)?.id === "batch.dealt-with")
      throw redirect(`/desk/catalogue/batches/${id}?dealt=${number}`);
    throw error;
  };
}

export async function action(args: ActArgs) {
  const { call } = pageOf(args.context);
  const form = await args.request.formData();
  const at = paramsOf(args);
  try {
    if (form.get("do") === "drop") await call(dropRefused, { params: at }, keyOf(form));
    else if (form.get("do") !== "land") throw unknownAct(pageOf(args.context));
    else
      await call(landRefused, { params: at, body: { lines: String(form.get("lines") ?? "") } }, keyOf(form));
    return redirect(`/desk/catalogue/batches/${at.id}`);
  } catch (error) {
    if (problemIn(error)?.id === "batch.dealt-with")
      return redirect(`/desk/catalogue/batches/${at.id}?dealt=${at.number}`);
    return formProblem(error, form);
  }
}

// texts: batch.done.*
/** A record that could not be taken: why, its bytes, and its fields to mend and land. */
export default function DeskRefused({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { record, batch } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const lands = batch.can.includes("settle");
  return (
    <ShellDesk title={t("refused.title", { record: record.record })} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[
            { href: "/desk/catalogue/batches", label: t("batch.title") },
            { href: `/desk/catalogue/batches/${batch.id}`, label: batch.file },
          ]}
        />
        <Table
          caption={t("refused.why")}
          columns={[
            { key: "field", label: t("batch.field") },
            { key: "byte", label: t("batch.byte"), numeric: true },
            { key: "reason", label: t("batch.reason"), prose: true },
            { key: "done", label: t("batch.done") },
          ]}
          rows={record.findings.map(({ id, field, byte, reason, done }) => ({
            key: String(id),
            cells: [field ?? "–", t.formats.numberText(byte), reason, t(`batch.done.${done}`)],
          }))}
        />
        {lands ? (
          <Section title={t("refused.mend")} note={t("refused.mend.note")}>
            <Form problem={problem} label={t("refused.mend")}>
              <Field
                name="lines"
                label={t("refused.lines")}
                hint={t(record.lines === null ? "refused.lines.none" : "refused.lines.hint")}
                lines={Math.min(30, 2 + (record.lines ?? "").split("\n").length)}
                value={actionData?.values.lines ?? record.lines ?? ""}
                problem={problem}
              />
              <div className="actions">
                <Button name="do" value="land">
                  {t("refused.land")}
                </Button>
                <Button kind="refuse" name="do" value="drop">
                  {t("refused.drop")}
                </Button>
              </div>
            </Form>
          </Section>
        ) : (
          <p className="quiet">{t("refused.not-yet")}</p>
        )}
        <Section title={t("refused.bytes", { bytes: record.bytes })}>
          <Table
            caption={t("refused.bytes", { bytes: record.bytes })}
            hideCaption
            columns={[
              { key: "at", label: t("refused.offset"), numeric: true },
              { key: "hex", label: t("refused.hex") },
              { key: "text", label: t("refused.seen") },
            ]}
            rows={record.dump.map(({ at, hex, text }) => ({
              key: String(at),
              cells: [
                String(record.byte + at),
                <code key="hex" dir="ltr">
                  {hex}
                </code>,
                <code key="text" dir="ltr">
                  {text}
                </code>,
              ],
            }))}
          />
        </Section>
      </div>
    </ShellDesk>
  );
}
