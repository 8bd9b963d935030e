import { askedNumber } from "#web/address.ts";
import { ButtonLink } from "#web/kit/button.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { batchRecords, outcomes } from "../../../catalogue/importing/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams.get("did");
  const did = outcomes.find((one) => one === asked) ?? "added";
  const after = askedNumber({ context, request }, "after") ?? 0;
  const id = params.id ?? "";
  const list = await pageOf(context).call(batchRecords, { params: { id }, query: { did, after } });
  return { id, did, after, list };
}

// texts: batch.count.* batch.would.*
/** What a file brings, or would bring: which records are new, which say something else, which say the same. */
export default function DeskBatchRecords({ loaderData }: PageProps<typeof loader>) {
  const { id, did, after, list } = loaderData;
  const t = useText();
  const address = `/desk/catalogue/batches/${id}`;
  const title = t(list.hasLanded ? `batch.count.${did}` : `batch.would.${did}`);
  return (
    <ShellDesk
      title={t("batch.records", { title, count: list.count })}
      section="library"
      organisation={list.organisation}
    >
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[
            { href: "/desk/catalogue/batches", label: t("batch.title") },
            { href: address, label: list.file },
          ]}
        />
        {list.items.length === 0 ? (
          <Notice title={t("batch.records.none")} />
        ) : (
          <Table
            caption={title}
            columns={[
              { key: "record", label: t("batch.record"), numeric: true },
              { key: "title", label: t("batch.record.title"), prose: true },
              { key: "do", label: t("batch.settle") },
            ]}
            rows={list.items.map((one) => ({
              key: String(one.record),
              cells: [
                t.formats.numberText(one.record),
                one.recordId === null ? (
                  <bdi key="title">{one.title || t("batch.record.untitled")}</bdi>
                ) : (
                  <a key="title" href={`/desk/catalogue/records/${one.recordId}/items`} dir="auto">
                    {one.title || t("batch.record.untitled")}
                  </a>
                ),
                one.recordId === null ? (
                  "–"
                ) : (
                  <a key="do" href={`/desk/catalogue/records/${one.recordId}/history`}>
                    {t("edit.history")}
                  </a>
                ),
              ],
            }))}
          />
        )}
        <div className="actions">
          {after > 0 && (
            <ButtonLink kind="quiet" href={`${address}/records?did=${did}`}>
              {t("batch.open.first")}
            </ButtonLink>
          )}
          {list.next !== null && (
            <ButtonLink kind="quiet" href={`${address}/records?did=${did}&after=${list.next}`}>
              {t("batch.open.more")}
            </ButtonLink>
          )}
        </div>
      </div>
    </ShellDesk>
  );
}
