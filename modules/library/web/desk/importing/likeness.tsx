import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getLikeness, keepApart, mergeRecords } from "../../../catalogue/matching/contract.ts";

const paramsOf = ({ params }: Pick<LoadArgs, "params">) => ({
  record: Number(params.record),
  like: Number(params.like),
});

export async function loader(args: LoadArgs) {
  return pageOf(args.context).call(getLikeness, { params: paramsOf(args) });
}

export async function action(args: ActArgs) {
  const { call } = pageOf(args.context);
  const form = await args.request.formData();
  const params = paramsOf(args);
  const keep = said(form, "keep");
  try {
    if (keep === "") {
      await call(keepApart, { params }, keyOf(form));
      return redirect("/desk/catalogue/likenesses?done=apart");
    }
    await call(mergeRecords, { params, body: { keep: Number(keep) } }, keyOf(form));
    return redirect("/desk/catalogue/likenesses?done=merged");
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: likeness.why.* likeness.settled.*
/** Two records beside each other: what is the same, what differs; one of them is kept, or both stand. */
export default function DeskLikeness({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { why, settledHow, one, other, fields, mayJoin } = loaderData;
  const t = useText();
  const differing = fields.filter((field) => field.one !== field.other).length;
  const sideLabel = (side: typeof one) =>
    t("likeness.side", { id: String(side.id), items: side.items, owners: side.owners });
  return (
    <ShellDesk title={t("likeness.compare")} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/likenesses", label: t("likeness.title") }]}
        />
        <p>
          {t(`likeness.why.${why}`)} · {t("likeness.differing", { count: differing })}
        </p>
        {settledHow && <Notice kind="done" title={t(`likeness.settled.${settledHow}`)} />}
        <Table
          caption={t("likeness.compare")}
          hideCaption
          columns={[
            { key: "tag", label: t("batch.field") },
            { key: "one", label: sideLabel(one), prose: true },
            { key: "other", label: sideLabel(other), prose: true },
            { key: "same", label: t("likeness.same") },
          ]}
          rows={fields.map(({ tag, one: left, other: right }, at) => ({
            key: `${tag} ${at}`,
            cells: [
              tag,
              left === null ? t("likeness.absent") : <bdi key="one">{left}</bdi>,
              right === null ? t("likeness.absent") : <bdi key="other">{right}</bdi>,
              left === right ? (
                t("likeness.is-same")
              ) : (
                <State key="same" kind="soon">
                  {t("likeness.is-other")}
                </State>
              ),
            ],
          }))}
        />
        {mayJoin && settledHow === null && (
          <Form problem={actionData?.problem} label={t("likeness.compare")}>
            <p className="quiet">{t("likeness.merge.note")}</p>
            <div className="actions">
              <Button name="keep" value={String(one.id)}>
                {t("likeness.keep", { title: one.title, id: String(one.id) })}
              </Button>
              <Button name="keep" value={String(other.id)}>
                {t("likeness.keep", { title: other.title, id: String(other.id) })}
              </Button>
              <Button kind="quiet" name="keep" value="">
                {t("likeness.apart")}
              </Button>
            </div>
          </Form>
        )}
        {!mayJoin && settledHow === null && <p className="quiet">{t("likeness.not-yours")}</p>}
      </div>
    </ShellDesk>
  );
}
