import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day, moment } from "#web/occasion.ts";
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
import * as contract from "../../../network/contract.ts";
import { Findings } from "./findings.tsx";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(contract.getBox, { params: { id: params.id ?? "" } });
}

type Told =
  | AnswerOf<typeof contract.putInBox>
  | AnswerOf<typeof contract.receiveCopy>
  | { is: "closed"; missing: number; extra: number };

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const to = { params: { id: params.id ?? "" } };
  const here = `/desk/between/boxes/${to.params.id}`;
  const tell = (told: Told) => ({
    told,
    problem: undefined,
    values: { scan: said(form, "scan"), do: said(form, "do") },
  });
  const scan = { scan: said(form, "scan"), ownerId: said(form, "ownerId") || null };
  try {
    switch (said(form, "do")) {
      case "put":
        return tell(await call(contract.putInBox, { ...to, body: scan }, keyOf(form)));
      case "receive":
        return tell(await call(contract.receiveCopy, { ...to, body: scan }, keyOf(form)));
      case "take-out":
        await call(contract.takeOutOfBox, { ...to, body: { itemId: numberOf(form, "item") } }, keyOf(form));
        return redirect(here);
      case "send":
        await call(contract.sendBox, { ...to, body: {} }, keyOf(form));
        return redirect(here);
      case "drop":
        await call(contract.dropBox, { ...to, body: {} }, keyOf(form));
        return redirect("/desk/between");
      case "close":
        return tell({ is: "closed", ...(await call(contract.closeBox, { ...to, body: {} }, keyOf(form))) });
      case "note":
      case "give-up": {
        const settle = said(form, "do") === "note" ? contract.settleFinding : contract.giveUpCopy;
        await call(settle, { params: { id: numberOf(form, "finding") }, body: {} }, keyOf(form));
        return redirect(here);
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Box = AnswerOf<typeof contract.getBox>;

// texts: box.line.* between.reason.* between.state.*
/** A box: its label, its manifest, packing it or unpacking it by scanning. */
export default function DeskBox({ loaderData: box, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  const told = actionData && "told" in actionData ? actionData.told : null;
  return (
    <ShellDesk title={t("box.title", { code: box.code })} section="till">
      <div className="stack">
        <Trail label={t("between.ways")} items={[{ href: "/desk/between", label: t("between.title") }]} />
        <Label code={box.code} bars={box.bars} />
        <Facts
          items={[
            { term: t("between.from"), value: box.from.name },
            { term: t("between.to"), value: box.to.name },
            { term: t("between.state"), value: t(`between.state.${box.state}`) },
            { term: t("between.copies"), value: t.formats.numberText(box.copies) },
            ...(box.receivedOn
              ? [{ term: t("box.received"), value: t.formats.dayText(day(box.receivedOn)) }]
              : [
                  {
                    term: t(box.sentAt ? "box.sent" : "box.made"),
                    value: t.formats.momentText(moment(box.sentAt ?? box.madeAt)),
                  },
                ]),
          ]}
        />
        {told && <Outcome told={told} />}
        <Scan box={box} problem={problem} values={values} told={told} />
        {box.findings.length > 0 && (
          <Section title={t("between.findings")}>
            <Findings items={box.findings} />
          </Section>
        )}
        <Manifest box={box} />
        <Steps box={box} />
      </div>
    </ShellDesk>
  );
}

/** Its code as bars, for the scanner and the paper. */
function Label({ code, bars }: Pick<Box, "code" | "bars">) {
  if (!bars) return null;
  return (
    <svg
      viewBox={`-10 0 ${bars.width + 20} 40`}
      width={(bars.width + 20) * 2}
      height="80"
      role="img"
      aria-label={code}
    >
      <path d={bars.d} fill="#000" />
    </svg>
  );
}

// texts: box.outcome.* box.goes.*
/** What the last scan was, large: it is read from a step away. */
function Outcome({ told }: { told: Told }) {
  const t = useText();
  if (told.is === "several") return null;
  if (told.is === "closed")
    return (
      <Notice
        kind={told.missing + told.extra > 0 ? "attention" : "done"}
        live
        title={t("box.closed", { missing: told.missing, extra: told.extra })}
      />
    );
  if (told.is === "packed")
    return (
      <Notice
        kind="done"
        live
        title={t(told.again ? "box.packed-again" : "box.packed", { title: told.title })}
      />
    );
  if (told.is === "unknown")
    return <Notice kind="refused" live title={t("box.outcome.unknown", { barcode: told.barcode })} />;
  const { to, where } = told.goes;
  const goes = to === "shelf" && where === "" ? "shelf-none" : to;
  const isRight = told.outcome === "came" || told.outcome === "again";
  return (
    <div role="status" className="stack-tight">
      <h2>{t(`box.goes.${goes}`, { where })}</h2>
      <Notice kind={isRight ? "done" : "attention"} title={t(`box.outcome.${told.outcome}`)}>
        <bdi>{told.title}</bdi> <bdi>{told.barcode}</bdi>
        {told.wasLent && <p>{t("box.was-lent")}</p>}
        {told.status === "withdrawn" && <p>{t("box.is-withdrawn")}</p>}
      </Notice>
    </div>
  );
}

function Scan({
  box,
  problem,
  values,
  told,
}: {
  box: Box;
  problem: Problem | undefined;
  values: Record<string, string>;
  told: Told | null;
}) {
  const t = useText();
  if (told?.is === "several")
    return (
      <Section title={t("box.which", { barcode: told.barcode })}>
        {told.copies.map(({ ownerId, owner, title }) => (
          <Form key={ownerId} label={owner}>
            <input type="hidden" name="do" value={values.do} />
            <input type="hidden" name="scan" value={values.scan} />
            <input type="hidden" name="ownerId" value={ownerId} />
            <Button kind="quiet">
              {owner} <bdi>{title}</bdi>
            </Button>
          </Form>
        ))}
      </Section>
    );
  const way = box.may.pack ? "put" : box.may.receive && box.state !== "packing" ? "receive" : null;
  const words = way === "put" ? "put" : "take";
  if (!way) return box.state === "packing" && box.may.receive ? <Unsent /> : null;
  return (
    <Form label={t(`box.${words}`)} problem={problem} scanned>
      <input type="hidden" name="do" value={way} />
      <Field
        name="scan"
        label={t(`box.${words}`)}
        hint={t(`box.${words}.hint`)}
        value=""
        autoComplete="off"
        chars={20}
        problem={problem}
        autoFocus
      />
      <Button>{t(`box.${words}.go`)}</Button>
    </Form>
  );
}

/** It came, and nobody has said that it left: with the first scan it has. */
function Unsent() {
  const t = useText();
  return (
    <Form label={t("box.take")} scanned>
      <input type="hidden" name="do" value="receive" />
      <Field
        name="scan"
        label={t("box.take")}
        hint={t("box.take.hint")}
        value=""
        autoComplete="off"
        chars={20}
      />
      <Button>{t("box.take.go")}</Button>
    </Form>
  );
}

function Manifest({ box }: { box: Box }) {
  const t = useText();
  if (box.lines.length === 0)
    return box.state === "packing" ? (
      <Empty title={t("box.empty")}>{t("box.empty.do")}</Empty>
    ) : (
      <p className="quiet">{t("box.forgotten")}</p>
    );
  const takesOut = box.may.pack;
  return (
    <Section title={t("box.manifest")} note={t("box.route", { from: box.from.name, to: box.to.name })}>
      <p>
        <print-page>{t("box.print")}</print-page>
      </p>
      <Table
        caption={t("box.manifest")}
        hideCaption
        columns={[
          { key: "n", label: "#", numeric: true },
          { key: "barcode", label: t("between.barcode") },
          { key: "title", label: t("between.book"), prose: true },
          { key: "owner", label: t("between.owner") },
          { key: "reason", label: t("between.reason") },
          { key: "state", label: t("box.line") },
          ...(takesOut ? [{ key: "do", label: t("box.take-out") }] : []),
        ]}
        rows={box.lines.map((line, n) => ({
          key: String(line.itemId),
          cells: [
            n + 1,
            <bdi key="barcode">{line.barcode}</bdi>,
            <bdi key="title">{line.title}</bdi>,
            line.owner,
            t(`between.reason.${line.reason}`),
            t(`box.line.${line.state}`),
            ...(takesOut ? [<TakeOut key="do" line={line} />] : []),
          ],
        }))}
      />
      {box.state === "received" && <p className="quiet">{t("box.forgotten")}</p>}
    </Section>
  );
}

function TakeOut({ line: { itemId, barcode } }: { line: Box["lines"][number] }) {
  const t = useText();
  return (
    <Form label={`${t("box.take-out")} ${barcode}`}>
      <input type="hidden" name="do" value="take-out" />
      <input type="hidden" name="item" value={itemId} />
      <Button kind="link">
        {t("box.take-out")}
        <span className="unseen"> {barcode}</span>
      </Button>
    </Form>
  );
}

function Steps({ box }: { box: Box }) {
  const t = useText();
  return (
    <>
      {box.may.pack && (
        <div className="row">
          {box.lines.length > 0 && (
            <Form label={t("box.send")}>
              <input type="hidden" name="do" value="send" />
              <Button>{t("box.send")}</Button>
            </Form>
          )}
          <Form label={t("box.drop")}>
            <input type="hidden" name="do" value="drop" />
            <Button kind="refuse">{t("box.drop")}</Button>
          </Form>
        </div>
      )}
      {box.may.receive && box.state === "sent" && (
        <Form label={t("box.close")}>
          <input type="hidden" name="do" value="close" />
          <p>{t("box.close.note")}</p>
          <Button>{t("box.close")}</Button>
        </Form>
      )}
    </>
  );
}
