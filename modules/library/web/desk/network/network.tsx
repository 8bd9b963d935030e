import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
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
import { FoldedForm } from "#web/titled-form.tsx";
import { boxByCode, giveUpCopy, network, openBox, settleFinding } from "../../../network/contract.ts";
import { Findings } from "./findings.tsx";
import { NetworkTabs } from "./network-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const [place, to] = [search.get("place"), search.get("to")];
  const query = { ...(place && { place }), ...(to && { to }) };
  return {
    ...(await pageOf(context).call(network, { query })),
    to,
    notFound: search.get("box"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const here = `/desk/between?${new URLSearchParams({ place: said(form, "place") })}`;
  try {
    if (said(form, "do") === "find") {
      const { id } = await call(boxByCode, { query: { code: said(form, "box") } });
      return redirect(
        id ? `/desk/between/boxes/${id}` : `${here}&${new URLSearchParams({ box: said(form, "box") })}`,
      );
    }
    if (said(form, "do") === "open") {
      const body = { fromId: said(form, "place"), toId: said(form, "toId"), code: said(form, "number") };
      const { id } = await call(openBox, { body }, keyOf(form));
      return redirect(`/desk/between/boxes/${id}`);
    }
    if (!["note", "give-up"].includes(said(form, "do"))) throw unknownAct(pageOf(context));
    const settle = said(form, "do") === "note" ? settleFinding : giveUpCopy;
    await call(settle, { params: { id: numberOf(form, "finding") }, body: {} }, keyOf(form));
    return redirect(request.url);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Today = AnswerOf<typeof network>;

// texts: between.state.* between.reason.*
/** Today between a place and others: to send, on its way, to receive, what was wrong. */
export default function DeskNetwork({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { places, place, mayWork, notFound } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("between.title")} section="till">
      <div className="stack">
        <NetworkTabs current="today" />
        {!place ? (
          <Empty title={t("between.none")}>{t("between.none.do")}</Empty>
        ) : (
          <>
            <Form method="get" label={t("between.place")}>
              <Select name="place" label={t("between.place")} value={place.id} options={optionsOf(places)} />
              <Button kind="quiet">{t("between.show")}</Button>
            </Form>
            {notFound && <Notice kind="refused" live title={t("between.no-box")} />}
            {mayWork && (
              <Form label={t("between.find-box")} scanned problem={undefined}>
                <input type="hidden" name="do" value="find" />
                <input type="hidden" name="place" value={place.id} />
                <Field
                  name="box"
                  label={t("between.find-box")}
                  value=""
                  autoComplete="off"
                  chars={12}
                  autoFocus
                />
                <Button>{t("between.find-box.go")}</Button>
              </Form>
            )}
            <Work one={loaderData} placeId={place.id} problem={actionData?.problem} />
          </>
        )}
      </div>
    </ShellDesk>
  );
}

function Work({
  one,
  placeId,
  problem,
}: {
  one: Today & { to: string | null };
  placeId: string;
  problem: Problem | undefined;
}) {
  const t = useText();
  return (
    <>
      <Section title={t("between.to-send")}>
        {one.toSend.length === 0 ? (
          <p className="quiet">{t("between.to-send.none")}</p>
        ) : (
          <Table
            caption={t("between.to-send")}
            hideCaption
            columns={[
              { key: "to", label: t("between.to") },
              { key: "copies", label: t("between.copies"), numeric: true },
              { key: "holds", label: t("between.holds"), numeric: true },
              { key: "since", label: t("between.since") },
            ]}
            rows={one.toSend.map((row) => ({
              key: row.to.id,
              cells: [
                <a key="to" href={`/desk/between?${new URLSearchParams({ place: placeId, to: row.to.id })}`}>
                  {row.to.name}
                </a>,
                t.formats.numberText(row.copies),
                t.formats.numberText(row.holds),
                t.formats.momentText(moment(row.since)),
              ],
            }))}
          />
        )}
        {one.waiting.length > 0 && (
          <Table
            caption={t("between.waiting", {
              place: one.toSend.find(({ to }) => to.id === one.to)?.to.name ?? "",
            })}
            columns={[
              { key: "barcode", label: t("between.barcode") },
              { key: "title", label: t("between.book"), prose: true },
              { key: "reason", label: t("between.reason") },
              { key: "since", label: t("between.since") },
            ]}
            rows={one.waiting.map((row) => ({
              key: String(row.itemId),
              cells: [
                <bdi key="barcode">{row.barcode}</bdi>,
                <bdi key="title">{row.title}</bdi>,
                t(`between.reason.${row.reason}`),
                t.formats.momentText(moment(row.since)),
              ],
            }))}
          />
        )}
        {one.mayWork && one.destinations.length > 0 && (
          <FoldedForm title={t("between.open")} open={one.toSend.length > 0} problem={problem}>
            <input type="hidden" name="do" value="open" />
            <input type="hidden" name="place" value={placeId} />
            <Select
              name="toId"
              label={t("between.to")}
              value={one.to ?? one.toSend[0]?.to.id}
              options={optionsOf(one.destinations)}
              problem={problem}
            />
            <Field
              name="number"
              label={t("between.code")}
              hint={t("between.code.hint")}
              value=""
              chars={12}
              problem={problem}
              optional
            />
            <Button>{t("between.open-box")}</Button>
          </FoldedForm>
        )}
      </Section>
      <Section title={t("between.boxes")}>
        {one.boxes.length === 0 ? (
          <p className="quiet">{t("between.boxes.none")}</p>
        ) : (
          <Boxes caption={t("between.boxes")} boxes={one.boxes} />
        )}
      </Section>
      <Section title={t("between.findings")}>
        {one.findings.length === 0 ? (
          <p className="quiet">{t("between.findings.none")}</p>
        ) : (
          <Findings items={one.findings} />
        )}
      </Section>
      <Late one={one} />
      {one.closed.length > 0 && (
        <Section title={t("between.closed")}>
          <Boxes caption={t("between.closed")} boxes={one.closed} />
        </Section>
      )}
    </>
  );
}

function Boxes({ caption, boxes }: { caption: string; boxes: Today["boxes"] }) {
  const t = useText();
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "code", label: t("between.code") },
        { key: "from", label: t("between.from") },
        { key: "to", label: t("between.to") },
        { key: "state", label: t("between.state") },
        { key: "copies", label: t("between.copies"), numeric: true },
        { key: "holds", label: t("between.holds"), numeric: true },
      ]}
      rows={boxes.map((box) => ({
        key: box.id,
        cells: [
          <a key="code" href={`/desk/between/boxes/${box.id}`}>
            {box.code}
          </a>,
          box.from.name,
          box.to.name,
          t(`between.state.${box.state}`),
          t.formats.numberText(box.copies),
          t.formats.numberText(box.holds),
        ],
      }))}
    />
  );
}

function Late({ one: { late, daysOnWay } }: { one: Today }) {
  const t = useText();
  return (
    <Section title={t("between.late")} note={t("between.late.note", { days: daysOnWay })}>
      {late.length === 0 ? (
        <p className="quiet">{t("between.late.none", { days: daysOnWay })}</p>
      ) : (
        <Table
          caption={t("between.late")}
          hideCaption
          columns={[
            { key: "barcode", label: t("between.barcode") },
            { key: "title", label: t("between.book"), prose: true },
            { key: "from", label: t("between.from") },
            { key: "to", label: t("between.to") },
            { key: "since", label: t("between.since") },
            { key: "box", label: t("between.code") },
          ]}
          rows={late.map((row) => ({
            key: String(row.itemId),
            cells: [
              <bdi key="barcode">{row.barcode}</bdi>,
              <bdi key="title">{row.title}</bdi>,
              row.from.name,
              row.to.name,
              t.formats.momentText(moment(row.since)),
              row.box ? (
                <a key="box" href={`/desk/between/boxes/${row.box.id}`}>
                  {row.box.code}
                </a>
              ) : (
                "–"
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}
