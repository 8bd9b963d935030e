import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  type Handle,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  closeStocktake,
  getStocktake,
  scanBarcodes,
  takeBackScan,
} from "../../../catalogue/shelf/contract.ts";
import type { ScanQueue, Standing } from "../scanning/scan-queue.ts";
import css from "../scanning/scanning.css?url";
import { ScanLines, Scanning, TakeBack, useScans } from "../scanning/scanning.tsx";
import { lastText } from "./stocktake-words.ts";

/** Beginnings of the words that the page needs in the browser. */
const texts = ["stocktake", "catalogue.ways", "batch.record.title", "item", "kit", "shell", "desk"];
export const handle = { live: true, texts } satisfies Handle;
export const links = () => [{ rel: "stylesheet", href: css }];

const outcomes = ["there", "missing", "elsewhere", "unknown"] as const;

export async function loader({ context, params, request }: LoadArgs) {
  const outcome = askedItem({ context, request }, "outcome", outcomes, (one) => one) ?? "missing";
  const search = new URL(request.url).searchParams;
  const barcode = search.get("barcode")?.slice(0, 60);
  const one = await pageOf(context).call(getStocktake, {
    params: { id: params.id ?? "" },
    query: { outcome, ...(barcode && { barcode }) },
  });
  const counted = [search.get("noted"), search.get("again")].map((shown) => Number(shown ?? Number.NaN));
  const [noted = 0, again = 0] = counted.every(Number.isSafeInteger) ? counted : [];
  return { one, outcome, noted, again, taken: search.get("taken") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const input = { params: { id: params.id ?? "" } };
  const here = `/desk/catalogue/stocktakes/${input.params.id}`;
  try {
    if (form.get("do") === "close") {
      const told = form.get("missing");
      const body = told === null ? {} : { missing: numberOf(form, "missing") };
      await call(closeStocktake, { ...input, body }, keyOf(form));
      return redirect(here);
    }
    if (form.get("do") === "take-back") {
      const barcode = said(form, "barcode");
      await call(takeBackScan, { ...input, body: { barcode } }, keyOf(form));
      return redirect(`${here}?${new URLSearchParams({ taken: barcode })}`);
    }
    if (form.get("do") === "list") {
      const pieces = [String(form.get("barcodes") ?? ""), await textIn(form.get("file"))];
      // Lines are told as whoever typed or exported them counts them.
      const barcodes = pieces.filter((piece) => piece.trim() !== "").join("\n");
      const list = await call(scanBarcodes, { ...input, body: { barcodes } }, keyOf(form));
      // Told on the page that answers: an address cannot hold two hundred lines.
      return { list, problem: undefined, values: { do: "list" } as Record<string, string> };
    }
    if (form.get("do") !== "scan") throw unknownAct(pageOf(context));
    const barcodes = String(form.get("barcodes") ?? "");
    const { noted, again, answers } = await call(scanBarcodes, { ...input, body: { barcodes } }, keyOf(form));
    // As it was read: without the owner's code before it.
    const answered = new URLSearchParams({
      noted: String(noted),
      again: String(again),
      ...(answers.length === 1 && { barcode: answers[0]?.barcode ?? "" }),
    });
    return redirect(`${here}?${answered}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type One = AnswerOf<typeof getStocktake>;
type List = AnswerOf<typeof scanBarcodes>;

/** Devices of Chinese makers export GBK as often as UTF-8. */
async function textIn(file: FormDataEntryValue | null): Promise<string> {
  if (!(file instanceof File)) return "";
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

// texts: stocktake.outcome.* item.status.*
/** A shelf is counted: scan or paste, see what is there, missing, from elsewhere or unknown, close. */
export default function DeskStocktake({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { one, outcome, noted, again, taken } = loaderData;
  const t = useText();
  const open = one.state === "open";
  const { queue, standing } = useScans(one.id);
  const counts = standing.counts ?? one;
  const scanned = counts.there + counts.elsewhere + counts.unknown;
  return (
    <ShellDesk title={[one.place.name, one.shelf].filter(Boolean).join(" ")} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/stocktakes", label: t("stocktake.title") }]}
        />
        {!open && (
          <Notice kind="done" title={t("stocktake.is-closed")}>
            {one.closedAt && t.formats.momentText(moment(one.closedAt))}
          </Notice>
        )}
        <p className="figures" role="status">
          {t("stocktake.counts", { scanned, there: counts.there, missing: counts.missing })}
        </p>
        {taken && <Notice kind="done" live title={t("stocktake.taken-back", { barcode: taken })} />}
        {open && one.mayWork && (
          <Scan
            one={{ ...one, ...counts }}
            queue={queue}
            standing={standing}
            noted={noted}
            again={again}
            problem={actionData?.problem}
            values={actionData?.values ?? {}}
            list={actionData && "list" in actionData ? actionData.list : null}
          />
        )}
        <Tabs
          id="report"
          label={t("stocktake.report")}
          items={outcomes.map((kind) => ({
            href: `/desk/catalogue/stocktakes/${one.id}?outcome=${kind}#report`,
            label: t(`stocktake.outcome.${kind}`),
            count: counts[kind],
            current: kind === outcome,
          }))}
        />
        <Report one={one} outcome={outcome} mayTakeBack={open && one.mayWork && outcome !== "missing"} />
      </div>
    </ShellDesk>
  );
}

function Scan({
  one,
  queue,
  standing,
  noted,
  again,
  problem,
  values,
  list,
}: {
  one: One;
  queue: ScanQueue;
  standing: Standing;
  noted: number;
  again: number;
  problem: Problem | undefined;
  values: Record<string, string>;
  list: List | null;
}) {
  const t = useText();
  const pasted = values.do === "list";
  const closing = values.do === "close";
  const ofScan = pasted || closing ? undefined : problem;
  return (
    <>
      {!problem && noted + again > 0 && standing.lines.length === 0 && (
        <Notice
          kind={one.last && one.last.outcome !== "there" ? "attention" : "done"}
          live
          title={one.last ? lastText(t, one.last, again > 0) : t("stocktake.noted", { noted, again })}
        />
      )}
      <Scanning queue={queue}>
        <Form problem={ofScan} label={t("stocktake.scan")} scanned>
          <input type="hidden" name="do" value="scan" />
          <Field
            name="barcodes"
            label={t("stocktake.scan")}
            hint={t("stocktake.scan.hint")}
            value=""
            autoComplete="off"
            chars={20}
            problem={ofScan}
            autoFocus
          />
          <Button>{t("stocktake.note")}</Button>
        </Form>
      </Scanning>
      <ScanLines stocktake={one.id} queue={queue} standing={standing} />
      {list && <ListTold list={list} />}
      <details open={pasted && list === null}>
        <summary>{t("stocktake.paste")}</summary>
        <Form problem={pasted ? problem : undefined} label={t("stocktake.paste")} files>
          <input type="hidden" name="do" value="list" />
          <Field
            name="barcodes"
            label={t("stocktake.list")}
            hint={t("stocktake.list.hint")}
            lines={8}
            value={pasted ? values.barcodes : ""}
            problem={pasted ? problem : undefined}
            optional
          />
          <Field
            name="file"
            type="file"
            label={t("stocktake.file")}
            hint={t("stocktake.file.hint")}
            accept=".txt,.csv,text/plain,text/csv"
            optional
          />
          <Button>{t("stocktake.note")}</Button>
        </Form>
      </details>
      <Closing one={one} waiting={standing.waiting} problem={closing ? problem : undefined} />
    </>
  );
}

/** Where many were not found it is asked once more, with their number, and they stand below. */
function Closing({ one, waiting, problem }: { one: One; waiting: number; problem: Problem | undefined }) {
  const t = useText();
  const asked = problem?.id === "stocktake.many-missing" ? Number(problem.data?.missing) : null;
  return (
    <details open={problem !== undefined}>
      <summary>{t("stocktake.close")}</summary>
      {waiting > 0 ? (
        <p>{t("stocktake.close.waiting", { count: waiting })}</p>
      ) : (
        <Form
          label={t("stocktake.close")}
          problem={problem}
          action={`/desk/catalogue/stocktakes/${one.id}?outcome=missing`}
        >
          <input type="hidden" name="do" value="close" />
          {asked === null ? (
            <p>{t("stocktake.close.note", { missing: one.missing })}</p>
          ) : (
            <>
              <input type="hidden" name="missing" value={asked} />
              <p>
                <a href="#report">{t("stocktake.close.which", { missing: asked })}</a>
              </p>
            </>
          )}
          <Button kind="refuse">
            {asked === null ? t("stocktake.close") : t("stocktake.close.sure", { missing: asked })}
          </Button>
        </Form>
      )}
    </details>
  );
}

// texts: stocktake.told.*
/** What a list brought, and line by line what is not as it should be. */
function ListTold({ list: { told, noted, again, unknown, unread } }: { list: List }) {
  const t = useText();
  return (
    <>
      <Notice
        kind={told.length > 0 ? "attention" : "done"}
        live
        title={t("stocktake.list-noted", { noted, again, unknown, unread })}
      />
      {told.length > 0 && (
        <Table
          caption={t("stocktake.told", { count: told.length })}
          columns={[
            { key: "line", label: t("stocktake.line"), numeric: true },
            { key: "barcode", label: t("item.barcode") },
            { key: "why", label: t("stocktake.told.why"), prose: true },
          ]}
          rows={told.map(({ line, barcode, why, first }) => ({
            key: `${line} ${barcode} ${why}`,
            cells: [
              line,
              <bdi key="barcode">{barcode || "–"}</bdi>,
              t(`stocktake.told.${why}`, { first: first ?? 0 }),
            ],
          }))}
        />
      )}
    </>
  );
}

function Report({
  one,
  outcome,
  mayTakeBack,
}: {
  one: One;
  outcome: (typeof outcomes)[number];
  mayTakeBack: boolean;
}) {
  const t = useText();
  if (one.listed.length === 0) return <p className="quiet">{t("stocktake.report.none")}</p>;
  const title = t(`stocktake.outcome.${outcome}`);
  return (
    <Section title={title} note={t("stocktake.report.first", { count: one.listed.length })}>
      <Table
        caption={title}
        hideCaption
        columns={[
          { key: "barcode", label: t("item.barcode") },
          { key: "title", label: t("batch.record.title"), prose: true },
          { key: "callNumber", label: t("item.call-number") },
          { key: "where", label: t("stocktake.home") },
          { key: "status", label: t("item.status") },
          ...(mayTakeBack ? [{ key: "do", label: t("stocktake.take-back") }] : []),
        ]}
        rows={one.listed.map((row) => ({
          key: row.barcode,
          cells: [
            row.itemId === null ? (
              <bdi key="barcode">{row.barcode}</bdi>
            ) : (
              <a key="barcode" href={`/desk/catalogue/items/${row.itemId}`} dir="ltr">
                {row.barcode}
              </a>
            ),
            <bdi key="title">{row.title ?? "–"}</bdi>,
            <bdi key="callNumber">{row.callNumber ?? "–"}</bdi>,
            <bdi key="where">{[row.place, row.shelf].filter(Boolean).join(" ") || "–"}</bdi>,
            row.status ? t(`item.status.${row.away ?? row.status}`) : "–",
            ...(mayTakeBack ? [<TakeBack key="do" stocktake={one.id} barcode={row.barcode} />] : []),
          ],
        }))}
      />
    </Section>
  );
}
