import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getRotation, keepFromRotation, stepRotation } from "../../../network/contract.ts";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getRotation, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const to = { params: { id: params.id ?? "" } };
  try {
    const what = form.get("do");
    if (what === "keep")
      await call(keepFromRotation, { ...to, body: { itemId: numberOf(form, "item") } }, keyOf(form));
    else if (what === "pull" || what === "end")
      await call(stepRotation, { ...to, body: { step: what } }, keyOf(form));
    else throw unknownAct(pageOf(context));
    return redirect(`/desk/between/rotation/${to.params.id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: rotation.item.* rotation.state.*
/** A plan: its copies in the order of the shelves, taken out by hand, pulled, ended, brought back. */
export default function DeskRotation({
  loaderData: one,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const title = t("box.route", { from: one.from.name, to: one.to.name });
  return (
    <ShellDesk title={title} section="till">
      <div className="stack">
        <Trail
          label={t("between.ways")}
          items={[{ href: "/desk/between/rotation", label: t("rotation.title") }]}
        />
        {actionData?.problem && (
          <Notice kind="refused" live title={actionData.problem.title}>
            {actionData.problem.detail}
          </Notice>
        )}
        <Facts
          items={[
            { term: t("rotation.state"), value: t(`rotation.state.${one.state}`) },
            { term: t("rotation.proposed"), value: t.formats.numberText(one.proposed) },
            { term: t("rotation.going"), value: t.formats.numberText(one.going) },
            { term: t("rotation.there"), value: t.formats.numberText(one.there) },
            ...(one.toShelf ? [{ term: t("rotation.to-shelf"), value: <bdi>{one.toShelf}</bdi> }] : []),
          ]}
        />
        {one.mayPlan && (
          <div className="stack">
            <p>{t("rotation.pull.note", { place: one.to.name })}</p>
            <div className="row">
              {one.state === "proposed" && (
                <Form label={t("rotation.pull")}>
                  <input type="hidden" name="do" value="pull" />
                  <Button>{t("rotation.pull")}</Button>
                </Form>
              )}
              <Form label={t("rotation.end")}>
                <input type="hidden" name="do" value="end" />
                <Button kind="refuse">{t("rotation.end")}</Button>
              </Form>
            </div>
          </div>
        )}
        {one.there > 0 && <Back one={one} />}
        <Section title={t("rotation.list")}>
          <p>
            <print-page>{t("statement.print")}</print-page>
          </p>
          <Table
            caption={t("rotation.list")}
            hideCaption
            columns={[
              { key: "shelf", label: t("shelf.shelf") },
              { key: "callNumber", label: t("item.call-number") },
              { key: "title", label: t("between.book"), prose: true },
              { key: "barcode", label: t("between.barcode") },
              { key: "state", label: t("rotation.state") },
              { key: "do", label: t("rotation.keep") },
            ]}
            rows={one.items.map((item) => ({
              key: String(item.itemId),
              cells: [
                <bdi key="shelf">{item.shelf || "–"}</bdi>,
                <bdi key="callNumber">{item.callNumber || "–"}</bdi>,
                <bdi key="title">{item.title}</bdi>,
                <bdi key="barcode">{item.barcode}</bdi>,
                t(`rotation.item.${item.state}`),
                one.mayPlan && item.state === "proposed" ? (
                  <Form key="do" label={`${t("rotation.keep")} ${item.barcode}`}>
                    <input type="hidden" name="do" value="keep" />
                    <input type="hidden" name="item" value={item.itemId} />
                    <Button kind="link">
                      {t("rotation.keep")}
                      <span className="unseen"> {item.barcode}</span>
                    </Button>
                  </Form>
                ) : (
                  "–"
                ),
              ],
            }))}
          />
        </Section>
      </div>
    </ShellDesk>
  );
}

/** Another plan brings back what this one brought. */
function Back({ one }: { one: PageProps<typeof loader>["loaderData"] }) {
  const t = useText();
  const asked = {
    fromId: one.to.id,
    toId: one.from.id,
    toShelf: "",
    shelf: "",
    callNumber: "",
    type: "",
    unlentDays: "0",
    most: String(Math.min(one.there, 500)),
    cameBy: one.id,
  };
  return (
    <Form label={t("rotation.back")} action="/desk/between/rotation">
      {Object.entries(asked).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet">{t("rotation.back")}</Button>
    </Form>
  );
}
