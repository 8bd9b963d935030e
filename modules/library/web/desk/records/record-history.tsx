import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { goBack, recordHistory, restoreRecord, withdrawRecord } from "../../../catalogue/editing/contract.ts";
import { Beside } from "./editor/beside.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams;
  const version = (name: string) => {
    const number = asked.get(name);
    return number ? { [name]: Number(number) } : {};
  };
  const query = { ...version("older"), ...version("newer") };
  const history = await pageOf(context).call(recordHistory, { params: { id: Number(params.id) }, query });
  return { history, done: asked.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = Number(params.id);
  const body = { version: numberOf(form, "version") };
  const reason = said(form, "reason");
  try {
    if (form.has("to")) await call(goBack, { params: { id, to: numberOf(form, "to") }, body }, keyOf(form));
    else if (form.get("do") === "restore") await call(restoreRecord, { params: { id }, body }, keyOf(form));
    else if (form.get("do") !== "withdraw") throw unknownAct(pageOf(context));
    else await call(withdrawRecord, { params: { id }, body: { ...body, reason } }, keyOf(form));
    return redirect(`/desk/catalogue/records/${id}/history?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: edit.did.*
/** What a record was: each version, when and why; two of them beside each other; back to one of them. */
export default function DeskRecordHistory({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { history, done } = loaderData;
  const { id, title, version, state, cameFrom, items, mayEdit, versions, older, newer, fields } = history;
  const t = useText();
  const name = title || t("batch.record.untitled");
  const isOpen = state === "standing" || state === "hidden";
  const problem = actionData?.problem;
  // Each form tells what was refused to it.
  const wentBack = actionData?.values.to !== undefined;
  const why = (one: (typeof versions)[number]) =>
    one.did === "went-back"
      ? t("edit.did.went-back.to", { version: one.reason })
      : one.did === "made" && cameFrom
        ? t("copying.from", { name: cameFrom })
        : (one.file ?? one.reason);
  return (
    <ShellDesk title={t("edit.history-of", { title: name })} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[
            { href: "/desk/catalogue/editing", label: t("edit.title") },
            { href: `/desk/catalogue/records/${id}/edit`, label: name },
          ]}
        />
        {done && !problem && <Notice kind="done" live title={t("edit.saved", { version })} />}
        {state === "withdrawn" && <Notice title={t("edit.is-withdrawn")} />}
        {older !== null && newer !== null && (
          <Section title={t("edit.compare", { older, newer })}>
            <div className="stack">
              <Beside
                caption={t("edit.compare", { older, newer })}
                one={t("edit.version", { version: older })}
                other={t("edit.version", { version: newer })}
                fields={fields}
              />
              {mayEdit && isOpen && older !== version && (
                <Form label={t("edit.go-back", { version: older })} problem={wentBack ? problem : undefined}>
                  <input type="hidden" name="version" value={version} />
                  <Button kind="quiet" name="to" value={String(older)}>
                    {t("edit.go-back", { version: older })}
                  </Button>
                </Form>
              )}
            </div>
          </Section>
        )}
        <Table
          caption={t("edit.versions")}
          columns={[
            { key: "version", label: t("edit.version.word"), numeric: true },
            { key: "at", label: t("edit.at") },
            { key: "did", label: t("edit.did") },
            { key: "why", label: t("edit.reason"), prose: true },
            { key: "compare", label: t("edit.compare.word") },
          ]}
          rows={versions.map((one) => ({
            key: String(one.version),
            cells: [
              String(one.version),
              t.formats.momentText(moment(one.at)),
              t(`edit.did.${one.did}`),
              <bdi key="why">{why(one) || "–"}</bdi>,
              one.version === 1 || versions.length < 2 ? (
                "–"
              ) : (
                <a key="compare" href={`?newer=${one.version}`}>
                  {t("edit.compare.before", { version: one.version })}
                </a>
              ),
            ],
          }))}
        />
        {mayEdit && state === "withdrawn" && (
          <Form label={t("edit.restore")} problem={problem}>
            <input type="hidden" name="version" value={version} />
            <Button name="do" value="restore">
              {t("edit.restore")}
            </Button>
          </Form>
        )}
        {mayEdit && isOpen && (
          <Section title={t("edit.withdraw")} note={t("edit.withdraw.note")}>
            {items > 0 ? (
              <p>
                {t("edit.withdraw.items", { items })}{" "}
                <ButtonLink kind="link" href={`/desk/catalogue/records/${id}/items`}>
                  {t("edit.items", { items })}
                </ButtonLink>
              </p>
            ) : (
              <Form label={t("edit.withdraw")} problem={wentBack ? undefined : problem}>
                <input type="hidden" name="version" value={version} />
                <Field name="reason" label={t("edit.reason")} value={actionData?.values.reason} optional />
                <Button kind="refuse" name="do" value="withdraw">
                  {t("edit.withdraw")}
                </Button>
              </Form>
            )}
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
