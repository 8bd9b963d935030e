import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedNumber } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Steps, Table } from "#web/kit/list.tsx";
import { Notice, Progress } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  dropBatch,
  getBatch,
  landableStatuses,
  landBatch,
  mapCodes,
  settleFindings,
  stopBatch,
  undoBatch,
} from "../../catalogue/importing/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const finding = new URL(request.url).searchParams.get("finding");
  const after = askedNumber({ context, request }, "after") ?? 0;
  const query = { after, ...(finding && { finding }) };
  const one = await pageOf(context).call(getBatch, { params: { id: params.id ?? "" }, query });
  return { one, finding, after };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const input = { params: { id: params.id ?? "" } };
  const here = `/desk/catalogue/batches/${input.params.id}`;
  try {
    switch (form.get("do")) {
      case "map":
        await call(mapCodes, { ...input, body: codesIn(form) }, keyOf(form));
        break;
      case "stop":
        await call(stopBatch, input, keyOf(form));
        break;
      case "undo":
        await call(undoBatch, input, keyOf(form));
        break;
      case "drop":
        await call(dropBatch, input, keyOf(form));
        return redirect("/desk/catalogue/batches");
      case "settle": {
        const [finding, one] = [String(form.get("finding")), String(form.get("one") ?? "")];
        await call(
          settleFindings,
          { ...input, body: { finding, one: one === "" ? null : Number(one) } },
          keyOf(form),
        );
        return redirect(one === "" ? here : `${here}?finding=${encodeURIComponent(finding)}#open`);
      }
      default:
        await call(landBatch, input, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(here);
}

/** What was chosen for each code; for those left open nothing. */
function codesIn(form: FormData) {
  const chosen = (what: string) =>
    [...form].flatMap(([name, value]) =>
      name.startsWith(`${what}:`) && value !== ""
        ? [{ said: name.slice(what.length + 1), means: String(value) }]
        : [],
    );
  return {
    places: chosen("place").map(({ said, means }) => ({ said, placeId: means })),
    // The contract refuses a status that is none.
    statuses: chosen("status").map(({ said, means }) => ({ said, status: means as "damaged" })),
    place: String(form.get("nowhere") ?? "") || null,
  };
}

type One = AnswerOf<typeof getBatch>;

// texts: batch.state.* batch.do.* batch.done.* batch.left.*
/** A file of records: how far it is, what was found of it, and what was refused. */
export default function DeskBatch({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { one, finding, after } = loaderData;
  const working = one.state === "checking" || one.state === "landing" || one.state === "undoing";
  return (
    <ShellDesk title={one.file} section="library" organisation={one.organisation.name}>
      {working && <live-parts every={2} />}
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/batches", label: t("batch.title") }]}
        />
        <div className="stack" data-live="standing" aria-live="polite">
          <Standing one={one} />
        </div>
        <div data-live="actions">
          <Actions one={one} problem={actionData?.problem} />
        </div>
        <div data-live="codes">
          <Codes one={one} />
        </div>
        <div data-live="left">
          <Left one={one} />
        </div>
        <div data-live="refusals">
          <Refusals one={one} />
        </div>
        <div data-live="kinds">
          <Kinds one={one} chosen={finding} />
        </div>
        {(finding !== null || after > 0) && <Open one={one} finding={finding} />}
      </div>
    </ShellDesk>
  );
}

function Standing({ one }: { one: One }) {
  const t = useText();
  const { state } = one;
  const before = state === "checking" || state === "refused";
  const landed = state === "landed" || state === "undoing" || state === "undone";
  const landing = landed || state === "landing" || state === "stopped";
  return (
    <>
      <Steps
        label={t("batch.steps")}
        steps={[
          {
            label: t("batch.step.sent"),
            state: "done",
            note: t.formats.momentText(moment(one.beganAt)),
          },
          { label: t("batch.step.checked"), state: before ? "current" : "done" },
          { label: t("batch.step.landed"), state: landed ? "done" : before ? "later" : "current" },
        ]}
      />
      <Notice kind={noticeOf(one)} title={t(`batch.state.${state}`)}>
        {t(`batch.state.${state}.about`, { gone: one.recordsGone, restored: one.recordsRestored })}
      </Notice>
      {one.broken && <Notice kind="refused" title={one.broken} />}
      <NowhereTold one={one} />
      {(state === "checking" || state === "landing") && (
        <Progress label={t("batch.progress")} value={one.done} max={Math.max(one.bytes, 1)} />
      )}
      <Facts
        items={[
          {
            term: t("batch.profile"),
            value: (
              <>
                {one.profile}{" "}
                <a href={`/desk/catalogue/profiles?from=${one.id}`}>{t("profiles.from-batch")}</a>
              </>
            ),
          },
          ...(["added", "changed", "unchanged", "refused", "alike", "items", "itemsRefused"] as const).map(
            (what) => ({
              term: t(landing ? `batch.count.${textOf(what)}` : `batch.would.${textOf(what)}`),
              value:
                what === "alike" && landing && one.alike > 0 ? (
                  <a href="/desk/catalogue/likenesses">{t.formats.numberText(one.alike)}</a>
                ) : (
                  t.formats.numberText(one[what])
                ),
            }),
          ),
        ]}
      />
    </>
  );
}

/** A book that is nowhere no reader finds and no stocktake counts. */
function NowhereTold({ one: { state, nowhere } }: { one: One }) {
  const t = useText();
  if (nowhere === 0 || state === "undone" || state === "dropped") return null;
  const before = state === "checking" || state === "checked";
  return (
    <Notice
      kind={before ? "refused" : "attention"}
      title={t(before ? "batch.would.nowhere" : "batch.count.nowhere", { count: nowhere })}
    >
      {before ? (
        t("batch.would.nowhere.do")
      ) : (
        <a href="/desk/catalogue/nowhere">{t("batch.count.nowhere.do")}</a>
      )}
    </Notice>
  );
}

// texts: batch.count.* batch.would.*
const textOf = (what: string) => (what === "itemsRefused" ? "items-refused" : what);

function noticeOf({ state, refused }: One): "quiet" | "attention" | "refused" | "done" {
  if (state === "refused") return "refused";
  if (state === "landed") return refused > 0 ? "attention" : "done";
  return state === "checked" || state === "stopped" ? "attention" : "quiet";
}

function Actions({ one, problem }: { one: One; problem: Problem | undefined }) {
  const t = useText();
  const ways = one.can.filter((what) => what !== "settle");
  if (ways.length === 0) return null;
  return (
    <Form problem={problem} label={t("batch.steps")}>
      <div className="actions">
        {ways.map((what) => (
          <Button
            key={what}
            name="do"
            value={what}
            kind={what === "undo" ? "refuse" : what === "drop" || what === "stop" ? "quiet" : "primary"}
          >
            {t(`batch.do.${what}`, { records: one.added + one.changed })}
          </Button>
        ))}
      </div>
      {ways.includes("undo") && <p className="quiet">{t("batch.undo.note")}</p>}
    </Form>
  );
}

// texts: item.status.*

/** What the file says and nobody has explained: chosen here, the file is checked again. */
function Codes({ one: { codes, places, state, nowhere } }: { one: One }) {
  const t = useText();
  const asksPlace = state === "checked" && nowhere > 0 && places.length > 0;
  if (codes.places.length + codes.statuses.length === 0 && !asksPlace) return null;
  return (
    <Section title={t("batch.codes")} note={t("batch.codes.note")}>
      <Form label={t("batch.codes")}>
        {codes.places.map(({ said, count }) => (
          <Select
            key={said}
            name={`place:${said}`}
            label={t("batch.codes.place", { said, count })}
            value=""
            empty={t("batch.codes.none")}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            optional
          />
        ))}
        {codes.statuses.map(({ said, count }) => (
          <Select
            key={said}
            name={`status:${said}`}
            label={t("batch.codes.status", { said, count })}
            value=""
            empty={t("batch.codes.none")}
            options={landableStatuses.map((value) => ({ value, label: t(`item.status.${value}`) }))}
            optional
          />
        ))}
        {asksPlace && (
          <Select
            name="nowhere"
            label={t("batch.codes.rest")}
            value=""
            empty={t("batch.codes.none")}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            optional
          />
        )}
        <Button name="do" value="map">
          {t("batch.codes.check")}
        </Button>
      </Form>
    </Section>
  );
}

function Left({ one: { left } }: { one: One }) {
  const t = useText();
  if (left.length === 0) return null;
  return (
    <Section title={t("batch.left")} note={t("batch.left.note")}>
      <Table
        caption={t("batch.left")}
        hideCaption
        columns={[
          { key: "title", label: t("batch.record.title"), prose: true },
          { key: "why", label: t("batch.left.why"), prose: true },
        ]}
        rows={left.map(({ id, title, why }) => ({
          key: String(id),
          cells: [
            <a key="title" href={`/desk/catalogue/records/${id}/items`} dir="auto">
              {title || t("batch.record.untitled")}
            </a>,
            t(`batch.left.${why}`),
          ],
        }))}
      />
    </Section>
  );
}

function Refusals({ one }: { one: One }) {
  const t = useText();
  if (one.refusals.length === 0) return null;
  return (
    <Section title={t("batch.refusals", { count: one.refused })} note={t("batch.refusals.note")}>
      <Table
        caption={t("batch.refusals", { count: one.refused })}
        hideCaption
        columns={[
          { key: "record", label: t("batch.record"), numeric: true },
          { key: "byte", label: t("batch.byte"), numeric: true },
          { key: "reason", label: t("batch.reason"), prose: true },
        ]}
        rows={one.refusals.map(({ record, byte, reason }) => ({
          key: `${record} ${byte}`,
          cells: [
            <a key="record" href={`/desk/catalogue/batches/${one.id}/refused/${record}/${byte}`}>
              {t.formats.numberText(record)}
            </a>,
            t.formats.numberText(byte),
            reason ?? "–",
          ],
        }))}
      />
    </Section>
  );
}

/** Findings of a kind that one press settles; of more it is asked. */
const mostUnasked = 100;

function Kinds({ one, chosen }: { one: One; chosen: string | null }) {
  const t = useText();
  if (one.kinds.length === 0) return null;
  const settles = one.can.includes("settle");
  return (
    <Section title={t("batch.findings", { count: one.findings })} note={t("batch.findings.note")}>
      <Table
        caption={t("batch.findings", { count: one.findings })}
        hideCaption
        columns={[
          { key: "title", label: t("batch.finding"), prose: true },
          { key: "done", label: t("batch.done") },
          { key: "count", label: t("batch.finding.count"), numeric: true },
          { key: "open", label: t("batch.finding.open"), numeric: true },
          ...(settles ? [{ key: "do", label: t("batch.settle") }] : []),
        ]}
        rows={one.kinds.map(({ finding, title, done, count, open }) => ({
          key: `${finding} ${done}`,
          cells: [
            <a
              key="title"
              href={`/desk/catalogue/batches/${one.id}?finding=${encodeURIComponent(finding)}#open`}
              aria-current={finding === chosen ? "true" : undefined}
            >
              {title}
            </a>,
            t(`batch.done.${done}`),
            t.formats.numberText(count),
            t.formats.numberText(open),
            ...(settles
              ? [
                  open > mostUnasked && done !== "refused" ? (
                    <details key="do">
                      <summary>
                        {t("batch.settle.all")}
                        <span className="unseen"> {title}</span>
                      </summary>
                      <p>{t("batch.settle.many", { count: open })}</p>
                      <Settle
                        finding={finding}
                        title={title}
                        label={t("batch.settle.sure", { count: open })}
                      />
                    </details>
                  ) : open > 0 && done !== "refused" ? (
                    <Settle key="do" finding={finding} title={title} label={t("batch.settle.all")} />
                  ) : (
                    "–"
                  ),
                ]
              : []),
          ],
        }))}
      />
    </Section>
  );
}

function Settle({
  finding,
  one,
  title,
  label,
}: {
  finding: string;
  one?: number;
  title: string;
  label: string;
}) {
  return (
    <Form label={`${label} ${title}`}>
      <input type="hidden" name="do" value="settle" />
      <input type="hidden" name="finding" value={finding} />
      {one !== undefined && <input type="hidden" name="one" value={one} />}
      <Button kind="link">
        {label}
        <span className="unseen"> {title}</span>
      </Button>
    </Form>
  );
}

function Open({ one, finding }: { one: One; finding: string | null }) {
  const t = useText();
  const settles = one.can.includes("settle");
  const address = `/desk/catalogue/batches/${one.id}`;
  const of = finding === null ? "" : `finding=${encodeURIComponent(finding)}&`;
  return (
    <Section id="open" title={t("batch.open")} more={{ href: address, label: t("batch.open.all-kinds") }}>
      {one.open.length === 0 ? (
        <Notice kind="done" title={t("batch.open.none")} />
      ) : (
        <Table
          caption={t("batch.open")}
          hideCaption
          columns={[
            { key: "record", label: t("batch.record"), numeric: true },
            { key: "field", label: t("batch.field") },
            { key: "byte", label: t("batch.byte"), numeric: true },
            { key: "reason", label: t("batch.reason"), prose: true },
            { key: "title", label: t("batch.record.title"), prose: true },
            ...(settles ? [{ key: "do", label: t("batch.settle") }] : []),
          ]}
          rows={one.open.map((found) => ({
            key: String(found.id),
            cells: [
              t.formats.numberText(found.record),
              found.field ?? "–",
              t.formats.numberText(found.byte),
              found.reason,
              <bdi key="title">{found.title ?? "–"}</bdi>,
              ...(settles
                ? [
                    found.done === "refused" ? (
                      "–"
                    ) : (
                      <Settle
                        key="do"
                        finding={found.finding}
                        one={found.id}
                        title={`${found.record} ${found.reason}`}
                        label={t("batch.settle.one")}
                      />
                    ),
                  ]
                : []),
            ],
          }))}
        />
      )}
      {one.next !== null && (
        <p>
          <ButtonLink kind="quiet" href={`${address}?${of}after=${one.next}#open`}>
            {t("batch.open.more")}
          </ButtonLink>
        </p>
      )}
    </Section>
  );
}
