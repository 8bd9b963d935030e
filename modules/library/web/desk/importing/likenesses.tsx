import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { listLikenesses, undoMerge } from "../../../catalogue/matching/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const found = await pageOf(context).call(listLikenesses, {});
  return { ...found, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const params = { id: said(form, "merge") };
    await pageOf(context).call(undoMerge, { params }, keyOf(form));
    return redirect("/desk/catalogue/likenesses?done=undone");
  } catch (error) {
    return formProblem(error, form);
  }
}

const words = new Set(["undone", "merged", "apart"]);

// texts: likeness.why.* likeness.done.*
/** Records that may be the same, and what was made one lately. */
export default function DeskLikenesses({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, total, merges, done } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  return (
    <ShellDesk title={t("likeness.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="likenesses" />
        {done && !problem && words.has(done) && (
          <Notice kind="done" live title={t(`likeness.done.${done}`)} />
        )}
        {problem && (
          <Notice kind="refused" live title={problem.title}>
            {problem.detail}
          </Notice>
        )}
        {items.length === 0 ? (
          <Empty title={t("likeness.none")}>{t("likeness.none.about")}</Empty>
        ) : (
          <>
            <p>{t("likeness.total", { count: total })}</p>
            <Table
              caption={t("likeness.title")}
              hideCaption
              columns={[
                { key: "title", label: t("likeness.newer"), prose: true },
                { key: "like", label: t("likeness.older"), prose: true },
                { key: "why", label: t("likeness.why") },
                { key: "about", label: t("likeness.about"), prose: true },
              ]}
              rows={items.map((one) => ({
                key: `${one.recordId} ${one.likeId}`,
                cells: [
                  <a key="title" href={`/desk/catalogue/likenesses/${one.recordId}/${one.likeId}`} dir="auto">
                    {one.title || t("batch.record.untitled")}
                  </a>,
                  <bdi key="like">{one.likeTitle || t("batch.record.untitled")}</bdi>,
                  t(`likeness.why.${one.why}`),
                  <bdi key="about">
                    {[one.names, one.publisher, one.year]
                      .filter((part) => part !== "" && part !== null)
                      .join(" · ")}
                  </bdi>,
                ],
              }))}
            />
          </>
        )}
        {merges.length > 0 && (
          <Section title={t("merge.lately")} note={t("merge.lately.note")}>
            <Table
              caption={t("merge.lately")}
              hideCaption
              columns={[
                { key: "title", label: t("merge.kept"), prose: true },
                { key: "merged", label: t("merge.merged"), prose: true },
                { key: "at", label: t("merge.at") },
                { key: "do", label: t("merge.undo") },
              ]}
              rows={merges.map(({ id, keptId, title, mergedTitle, mergedAt }) => ({
                key: id,
                cells: [
                  <a key="title" href={`/desk/catalogue/records/${keptId}/items`} dir="auto">
                    {title || t("batch.record.untitled")}
                  </a>,
                  <bdi key="merged">{mergedTitle || t("batch.record.untitled")}</bdi>,
                  t.formats.momentText(moment(mergedAt)),
                  <Form key="do" label={t("merge.undo-one", { title })}>
                    <input type="hidden" name="merge" value={id} />
                    <Button kind="link">
                      {t("merge.undo")}
                      <span className="unseen"> {title}</span>
                    </Button>
                  </Form>,
                ],
              }))}
            />
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
