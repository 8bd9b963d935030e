import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  type Handle,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  copyTargets,
  getFormat,
  kindOf,
  listTemplates,
  makeRecord,
  saveTemplate,
} from "../../../catalogue/editing/contract.ts";
import css from "./editor/edit.css?url";
import { Editor } from "./editor/editor.tsx";
import { editorTexts } from "./editor/texts.ts";

// texts: refusal.record.* invalid.record.*
export const handle = { live: true, texts: editorTexts } satisfies Handle;
export const links = () => [{ rel: "stylesheet", href: css }];

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { items, organisations } = await call(listTemplates, {});
  const asked = new URL(request.url).searchParams;
  const template =
    items.find(({ id }) => id === asked.get("template")) ?? items.find(({ id }) => id === "chinese-book");
  const flavour = flavourOf(asked.get("flavour") ?? template?.flavour);
  const leader = template?.lines.slice("LDR ".length) ?? "";
  const kind =
    kindOf({ flavour, leader }) === "authority" ? ("authority" as const) : ("bibliographic" as const);
  const format = await call(getFormat, { params: { flavour }, query: { kind } });
  return { template, organisations, format, targets: (await call(copyTargets, {})).items };
}

const flavourOf = (said: FormDataEntryValue | null | undefined) =>
  said === "marc21" ? ("marc21" as const) : ("unimarc" as const);

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const flavour = flavourOf(said(form, "flavour"));
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  // What was found elsewhere is opened; nothing is kept yet.
  if (said(form, "do") === "take") return { problem: undefined, values, kept: false };
  const body = {
    organisationId: said(form, "organisationId"),
    flavour,
    lines: String(form.get("lines") ?? ""),
  };
  try {
    if (said(form, "do") === "template") {
      await call(saveTemplate, { body: { ...body, name: said(form, "name") } }, keyOf(form));
      return { problem: undefined, values, kept: true };
    }
    if (said(form, "do") !== "") throw unknownAct(pageOf(context));
    const copied =
      said(form, "target") === ""
        ? {}
        : { copied: { target: said(form, "target"), original: String(form.get("original") ?? "") } };
    const isOther = said(form, "isOther") === "yes";
    const { id } = await call(makeRecord, { body: { ...body, isOther, ...copied } }, keyOf(form));
    return redirect(`/desk/catalogue/records/${id}/edit?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A new record: a template's, or one found elsewhere. */
export default function DeskRecordNew({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { template, organisations, format, targets } = loaderData;
  const t = useText();
  const values: Record<string, string> = actionData?.values ?? {};
  const problem = actionData?.problem;
  // As it was found elsewhere: what was wrong there is told, and refuses nothing.
  const taken = values.taken ?? (values.target ? values.lines : undefined);
  const from = targets.find(({ id }) => id === values.target);
  return (
    <ShellDesk title={t("edit.new.title")} section="library">
      <div className="stack edit-form">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/editing", label: t("edit.title") }]}
        />
        {actionData && "kept" in actionData && actionData.kept && (
          <Notice kind="done" live title={t("edit.template.kept", { name: values.name ?? "" })} />
        )}
        <p className="quiet">
          {t(`library.flavour.${format.flavour}`)}
          {" · "}
          {from ? t("copying.from", { name: from.name }) : template?.name}
        </p>
        {values.leftOut && <p className="quiet">{t("copying.left-out", { fields: values.leftOut })}</p>}
        <Form problem={problem} label={t("edit.new.title")}>
          <input type="hidden" name="flavour" value={format.flavour} />
          {from && (
            <>
              <input type="hidden" name="target" value={from.id} />
              <input type="hidden" name="original" value={values.original ?? ""} />
              <input type="hidden" name="taken" value={taken ?? ""} />
            </>
          )}
          <Editor
            format={format}
            lines={values.lines ?? template?.lines ?? ""}
            before={taken ?? null}
            begins={actionData === undefined}
          />
          <Select
            name="organisationId"
            label={t("edit.house")}
            hint={t("edit.house.hint")}
            value={values.organisationId ?? organisations[0]?.id}
            options={optionsOf(organisations)}
            problem={problem}
          />
          {problem?.id === "record.have-it" && <Tick name="isOther" label={t("edit.other-edition")} />}
          <div className="actions">
            <Button>{t("edit.save")}</Button>
          </div>
          <details>
            <summary>{t("edit.template.keep")}</summary>
            <Field
              name="name"
              label={t("edit.template.name")}
              hint={t("edit.template.hint")}
              value={values.name}
              problem={problem}
              chars={20}
              optional
            />
            <p>
              <Button kind="quiet" name="do" value="template">
                {t("edit.template.keep")}
              </Button>
            </p>
          </details>
        </Form>
      </div>
    </ShellDesk>
  );
}
