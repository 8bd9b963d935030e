import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  type Handle,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { editRecord, openRecord, sideBySide } from "../../../catalogue/editing/contract.ts";
import { Beside } from "./editor/beside.tsx";
import css from "./editor/edit.css?url";
import { Editor } from "./editor/editor.tsx";
import { editorTexts } from "./editor/texts.ts";

// texts: refusal.record.* invalid.record.*
export const handle = { live: true, texts: editorTexts } satisfies Handle;
export const links = () => [{ rel: "stylesheet", href: css }];

export async function loader({ context, params, request }: LoadArgs) {
  const record = await pageOf(context).call(openRecord, { params: { id: Number(params.id) } });
  const { searchParams } = new URL(request.url);
  return { record, done: searchParams.has("done"), field: searchParams.get("field") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const id = Number(params.id);
  // Who has seen what somebody else wrote may write over it.
  const version = numberOf(form, form.has("over") ? "over" : "version");
  const body = {
    version,
    lines: String(form.get("lines") ?? ""),
    reason: said(form, "reason"),
  };
  try {
    await pageOf(context).call(editRecord, { params: { id }, body }, keyOf(form));
    return redirect(`/desk/catalogue/records/${id}/edit?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A record that stands, to be changed. Where somebody else has changed it meanwhile nothing that was typed is lost. */
export default function DeskRecordEdit({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { record, done, field } = loaderData;
  const { id, version, state, mergedInto, title, lines, items, cameFrom, format } = record;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  const isOvertaken = problem?.id === "record.changed" && values.lines !== undefined;
  const name = title || t("batch.record.untitled");
  const isOpen = state === "standing" || state === "hidden";
  return (
    <ShellDesk title={name} section="library">
      <div className="stack edit-form">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/editing", label: t("edit.title") }]}
        />
        {done && !problem && <Notice kind="done" live title={t("edit.saved", { version })} />}
        {mergedInto !== null && (
          <Notice title={t("record.merged")}>
            <a href={`/desk/catalogue/records/${mergedInto}/edit`}>{t("record.merged.to")}</a>
          </Notice>
        )}
        {isOpen && !record.isShown && <Notice title={t("edit.unseen")}>{t("edit.unseen.do")}</Notice>}
        {state === "withdrawn" && <Notice title={t("edit.is-withdrawn")}>{t("edit.is-withdrawn.do")}</Notice>}
        <p className="quiet">
          {[
            t(`library.flavour.${format.flavour}`),
            t("edit.version", { version }),
            cameFrom && t("copying.from", { name: cameFrom }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <div className="actions">
          {record.isShown && (
            <ButtonLink kind="quiet" href={`/catalogue/${id}`}>
              {t("edit.public")}
            </ButtonLink>
          )}
          <ButtonLink kind="quiet" href={`/desk/catalogue/records/${id}/history`}>
            {t("edit.history")}
          </ButtonLink>
          <ButtonLink kind="quiet" href={`/desk/catalogue/records/${id}/items`}>
            {t("edit.items", { items })}
          </ButtonLink>
          {isOpen && record.mayAddItems && (
            <ButtonLink kind="quiet" href={`/desk/catalogue/records/${id}/items?add`}>
              {t("edit.add-items")}
            </ButtonLink>
          )}
        </div>
        {isOpen && record.mayEdit ? (
          <Form problem={problem} label={t("edit.form")}>
            <input type="hidden" name="version" value={values.version ?? version} />
            {record.otherHouses.length > 0 && <AlsoTheirs houses={record.otherHouses} />}
            {isOvertaken && (
              <Section title={t("edit.overtaken")} note={t("edit.overtaken.note")}>
                <Beside
                  caption={t("edit.overtaken")}
                  one={t("edit.overtaken.theirs")}
                  other={t("edit.overtaken.yours")}
                  fields={sideBySide(lines.split("\n"), (values.lines ?? "").split(/\r?\n/))}
                />
              </Section>
            )}
            <Editor
              key={version}
              format={format}
              lines={values.lines ?? lines}
              before={lines}
              field={field}
            />
            <Field
              name="reason"
              label={t("edit.reason")}
              hint={t("edit.reason.hint")}
              value={values.reason}
              optional
            />
            <div className="actions">
              <Button>{t("edit.save")}</Button>
              {isOvertaken && (
                <Button kind="quiet" name="over" value={String(version)}>
                  {t("edit.overtaken.save")}
                </Button>
              )}
            </div>
          </Form>
        ) : (
          isOpen && <p className="quiet">{t("edit.not-your-record")}</p>
        )}
      </div>
    </ShellDesk>
  );
}

/** So many are named. */
const mostNamed = 5;

/** The record is everybody's: who changes it is told for whom else it is changed. */
function AlsoTheirs({ houses }: { houses: readonly string[] }) {
  const t = useText();
  const names = t.formats.listText(houses.slice(0, mostNamed));
  const more = houses.length - mostNamed;
  return (
    <Notice title={t("edit.held-by", { count: houses.length })}>
      {more > 0 ? t("edit.held-by.more", { names, more }) : t("edit.held-by.all", { names })}
    </Notice>
  );
}
