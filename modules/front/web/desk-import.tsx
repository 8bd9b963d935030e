import { redirect } from "react-router";
import { type AnswerOf, addressOf } from "#contract";
import { askedNumber } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Steps, Table } from "#web/kit/list.tsx";
import { Notice, Progress } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  dropImport,
  getImport,
  importChanges,
  importReport,
  landImport,
  stopImport,
} from "../../../platform/exchange/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const query = {
    after: askedNumber({ context, request }, "after") ?? 0,
    changesAfter: askedNumber({ context, request }, "changes") ?? 0,
  };
  return { one: await pageOf(context).call(getImport, { params: { id: params.id ?? "" }, query }), ...query };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const input = { params: { id: params.id ?? "" } };
  const what = form.get("do");
  try {
    if (what === "stop") await call(stopImport, input, keyOf(form));
    else if (what === "drop") {
      await call(dropImport, input, keyOf(form));
      return redirect("/desk/exchange");
    } else await call(landImport, input, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/exchange/${input.params.id}`);
}

type One = AnswerOf<typeof getImport>;

// texts: exchange.state.* front.exchange.do.*

/** One file on its way in: how far it is, what it would change or has changed, and what is wrong with its rows. */
export default function DeskImport({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { one, after, changesAfter } = loaderData;
  const working = one.state === "checking" || one.state === "landing";
  return (
    <ShellDesk title={one.file} section="places">
      {working && <live-parts every={2} />}
      <div className="stack">
        <Trail
          label={t("front.exchange.trail")}
          items={[
            { href: `/desk/exchange?table=${one.table.name}`, label: t("front.exchange.title") },
            { href: `/desk/exchange?table=${one.table.name}`, label: one.table.title },
          ]}
        />
        <div className="stack" data-live="standing" aria-live="polite">
          <Standing one={one} />
        </div>
        <div data-live="actions">
          <Actions one={one} problem={actionData?.problem} />
        </div>
        <div data-live="changes">
          <Changes one={one} first={changesAfter === 0} />
        </div>
        <div data-live="faults">
          <Faults one={one} first={after === 0} />
        </div>
      </div>
    </ShellDesk>
  );
}

const landStates = ["landing", "stopped", "landed"];

function Standing({ one }: { one: One }) {
  const t = useText();
  const landing = landStates.includes(one.state);
  const done = one.added + one.changed + one.unchanged + one.refused;
  return (
    <>
      <Steps
        label={t("front.exchange.steps")}
        steps={[
          {
            label: t("front.exchange.step.sent"),
            state: "done",
            note: t.formats.momentText(moment(one.madeAt)),
          },
          {
            label: t("front.exchange.step.checked"),
            state: one.state === "checking" || one.state === "refused" ? "current" : "done",
          },
          {
            label: t("front.exchange.step.landed"),
            state: one.state === "landed" ? "done" : landing || one.state === "checked" ? "current" : "later",
          },
        ]}
      />
      <Notice kind={noticeOf(one)} title={t(`exchange.state.${one.state}`)}>
        {t(`exchange.state.${one.state}.about`)}
      </Notice>
      {one.broken && <Notice kind="refused" title={one.broken.reason} />}
      {one.state === "landing" && one.total !== null && (
        <Progress label={t("front.exchange.progress")} value={done} max={one.total} />
      )}
      {one.state === "checking" && (
        <p className="figures">{t("front.exchange.checked-so-far", { rows: done })}</p>
      )}
      <Facts
        items={(["added", "changed", "unchanged", "refused"] as const).map((what) => ({
          term: t(landing ? `front.exchange.count.${what}` : `front.exchange.would.${what}`),
          value: t("front.exchange.rows", { rows: one[what] }),
        }))}
      />
      {one.landsAs !== null && one.added > 0 && <p className="quiet">{one.landsAs}</p>}
      {one.unknownColumns.length > 0 && (
        <Notice
          kind="attention"
          title={t("front.exchange.unknown-columns", { columns: one.unknownColumns.join("、") })}
        />
      )}
      {one.state !== "checking" && done > 0 && one.added + one.changed + one.refused === 0 && (
        <Notice title={t("exchange.cli.nothing-new")} />
      )}
      {one.disagreements.length > 0 && (
        <Notice kind="attention" title={t("front.exchange.disagreements")}>
          <ul>
            {one.disagreements.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function noticeOf({ state, refused }: One): "quiet" | "attention" | "refused" | "done" {
  if (state === "refused") return "refused";
  if (state === "landed") return refused > 0 ? "attention" : "done";
  return state === "checked" || state === "stopped" ? "attention" : "quiet";
}

function Actions({ one, problem }: { one: One; problem: Parameters<typeof Form>[0]["problem"] }) {
  const t = useText();
  if (one.can.length === 0) return null;
  return (
    <Form problem={problem} label={t("front.exchange.steps")}>
      <div className="actions">
        {one.can.map((what) => (
          <Button
            key={what}
            name="do"
            value={what}
            kind={what === "drop" || what === "stop" ? "quiet" : "primary"}
          >
            {what === "land"
              ? t("front.exchange.do.land", { rows: one.added + one.changed })
              : t(`front.exchange.do.${what}`)}
          </Button>
        ))}
      </div>
    </Form>
  );
}

/** Cells that the server keeps of one check. */
const mostListed = 20_000;

function Changes({ one, first }: { one: One; first: boolean }) {
  const t = useText();
  if (one.changes.length === 0) return null;
  const address = `/desk/exchange/${one.id}`;
  const title = t("front.exchange.changes", { count: one.changeCount });
  return (
    <Section title={title} note={t("front.exchange.changes-note")}>
      {one.changeCount > mostListed && <p className="quiet">{t("front.exchange.changes-first")}</p>}
      {one.emptied > 0 && (
        <Notice kind="attention" title={t("front.exchange.emptied", { count: one.emptied })} />
      )}
      <p className="row">
        <ButtonLink kind="quiet" href={addressOf(importChanges, { params: { id: one.id } })} download>
          {t("front.exchange.all-changes")}
        </ButtonLink>
      </p>
      <Table
        caption={title}
        hideCaption
        columns={[
          { key: "row", label: t("exchange.report.row"), numeric: true },
          { key: "column", label: t("exchange.report.column") },
          { key: "was", label: t("exchange.report.was"), prose: true },
          { key: "becomes", label: t("exchange.report.becomes"), prose: true },
        ]}
        rows={one.changes.map(({ row, column, was, becomes }) => ({
          key: `${row} ${column}`,
          cells: [
            t.formats.numberText(row),
            column,
            was === "" ? t("front.exchange.nothing-there") : <bdi key="was">{was}</bdi>,
            becomes === "" ? (
              <strong key="becomes">{t("front.exchange.will-be-empty")}</strong>
            ) : (
              <bdi key="becomes">{becomes}</bdi>
            ),
          ],
        }))}
      />
      <div className="row">
        {!first && (
          <ButtonLink kind="quiet" href={address}>
            {t("front.exchange.first-faults")}
          </ButtonLink>
        )}
        {one.nextChanges !== null && (
          <ButtonLink kind="quiet" href={`${address}?changes=${one.nextChanges}`}>
            {t("front.exchange.more-changes")}
          </ButtonLink>
        )}
      </div>
    </Section>
  );
}

function Faults({ one, first }: { one: One; first: boolean }) {
  const t = useText();
  if (one.faults.length === 0) return null;
  const address = `/desk/exchange/${one.id}`;
  return (
    <Section
      title={t("front.exchange.faults", { count: one.faultCount })}
      note={t("front.exchange.faults-note")}
    >
      <p>
        <ButtonLink kind="quiet" href={addressOf(importReport, { params: { id: one.id } })} download>
          {t("front.exchange.report")}
        </ButtonLink>
      </p>
      <Table
        caption={t("front.exchange.faults", { count: one.faultCount })}
        hideCaption
        columns={[
          { key: "row", label: t("exchange.report.row"), numeric: true },
          { key: "column", label: t("exchange.report.column") },
          { key: "reason", label: t("exchange.report.reason"), prose: true },
        ]}
        rows={one.faults.map((fault, at) => ({
          key: `${fault.row} ${at}`,
          cells: [
            t.formats.numberText(fault.row),
            fault.column ?? t("front.exchange.whole-row"),
            fault.reason,
          ],
        }))}
      />
      <div className="row">
        {!first && (
          <ButtonLink kind="quiet" href={address}>
            {t("front.exchange.first-faults")}
          </ButtonLink>
        )}
        {one.next !== null && (
          <ButtonLink kind="quiet" href={`${address}?after=${one.next}`}>
            {t("front.exchange.more-faults")}
          </ButtonLink>
        )}
      </div>
    </Section>
  );
}
