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
  dropAllRefused,
  dropBatch,
  getBatch,
  landBatch,
  mapCodes,
  mendFinding,
  reopenFindings,
  settleFindings,
  stopBatch,
  undoBatch,
} from "../../../catalogue/importing/contract.ts";
import { codeMeanings } from "../../../catalogue/items/contract.ts";
import { Kinds, OpenFindings } from "./batch-findings.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const finding = new URL(request.url).searchParams.get("finding");
  const asked = (name: string) => askedNumber({ context, request }, name);
  const after = asked("after") ?? 0;
  const query = {
    after,
    refused: asked("refused") ?? 0,
    refusedByte: asked("byte") ?? 0,
    ...(finding && { finding }),
  };
  const one = await pageOf(context).call(getBatch, { params: { id: params.id ?? "" }, query });
  return { one, finding, after, dealt: asked("dealt") };
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
      case "undo-rest":
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
        return redirect(one === "" ? here : back(here, form));
      }
      case "reopen": {
        const finding = String(form.get("finding"));
        await call(reopenFindings, { ...input, body: { finding } }, keyOf(form));
        return redirect(`${here}?finding=${encodeURIComponent(finding)}#open`);
      }
      case "mend": {
        const params = { ...input.params, finding: Number(form.get("one")) };
        await call(
          mendFinding,
          { params, body: { value: String(form.get("value") ?? "").trim() } },
          keyOf(form),
        );
        return redirect(back(here, form));
      }
      case "drop-refused":
        await call(dropAllRefused, input, keyOf(form));
        break;
      default:
        await call(landBatch, input, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(here);
}

/** To the same page of the same findings. */
function back(here: string, form: FormData): string {
  const at = new URLSearchParams();
  for (const name of ["of", "after"] as const) {
    const value = form.get(name);
    if (typeof value === "string" && value !== "") at.set(name === "of" ? "finding" : name, value);
  }
  return `${here}?${at}#open`;
}

/** What was chosen for each code; those left open are what the others are, or nothing. */
function codesIn(form: FormData) {
  const chosen = (what: string) =>
    [...form].flatMap(([name, value]) => {
      const means = String(value) || String(form.get(`others-${what}`) ?? "");
      return name.startsWith(`${what}:`) && means !== ""
        ? [{ said: name.slice(what.length + 1), means }]
        : [];
    });
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
  const { one, finding, after, dealt } = loaderData;
  const problem = actionData?.problem;
  // A finding that could not be mended says so where it stands.
  const isMend = actionData?.values.do === "mend";
  const working = one.state === "checking" || one.state === "landing" || one.state === "undoing";
  return (
    <ShellDesk title={one.file} section="library" organisation={one.organisation.name}>
      {working && <live-parts every={2} />}
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/batches", label: t("batch.title") }]}
        />
        {dealt !== null && <Notice title={t("refusal.batch.dealt-with", { record: dealt })} />}
        <div className="stack" data-live="standing" aria-live="polite">
          <Standing one={one} />
        </div>
        <div data-live="actions">
          <Actions one={one} problem={isMend ? undefined : problem} />
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
        <OpenFindings one={one} finding={finding} after={after} mending={isMend ? actionData : undefined} />
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
  const countOf = (
    what: "added" | "changed" | "unchanged" | "refused" | "alike" | "items" | "itemsRefused",
  ) => {
    const text = t.formats.numberText(one[what]);
    const isListed = what === "added" || what === "changed" || what === "unchanged";
    if (one[what] === 0) return text;
    if (isListed) return <a href={`/desk/catalogue/batches/${one.id}/records?did=${what}`}>{text}</a>;
    return what === "alike" && landing ? <a href="/desk/catalogue/likenesses">{text}</a> : text;
  };
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
              value: countOf(what),
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
            kind={
              what === "undo" || what === "undo-rest"
                ? "refuse"
                : what === "drop" || what === "stop"
                  ? "quiet"
                  : "primary"
            }
          >
            {t(`batch.do.${what}`, { records: one.added + one.changed })}
          </Button>
        ))}
      </div>
      {ways.includes("undo") && <p className="quiet">{t("batch.undo.note")}</p>}
    </Form>
  );
}

/** Codes chosen one by one; the others of a file are listed, and chosen together. */
const oneByOne = 60;

/** What the file says and nobody has explained: of a checked file chosen here it is checked again, of a landed one the items go there. */
function Codes({ one: { codes, places, state, nowhere } }: { one: One }) {
  const t = useText();
  const isChecked = state === "checked";
  const asksPlace = isChecked && nowhere > 0 && places.length > 0;
  if (codes.places.length + codes.statuses.length === 0 && !asksPlace) return null;
  return (
    <Section title={t("batch.codes")} note={t(isChecked ? "batch.codes.note" : "batch.codes.note-landed")}>
      <Form label={t("batch.codes")}>
        <CodesOf
          what="place"
          codes={codes.places}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <CodesOf
          what="status"
          codes={codes.statuses}
          options={codeMeanings.map((value) => ({ value, label: t(`item.status.${value}`) }))}
        />
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
          {t(isChecked ? "batch.codes.check" : "batch.codes.place-them")}
        </Button>
      </Form>
    </Section>
  );
}

interface CodesProps {
  what: "place" | "status";
  codes: One["codes"]["places"];
  options: { value: string; label: string }[];
}

// texts: item.status.* batch.codes.*
function CodesOf({ what, codes, options }: CodesProps) {
  const t = useText();
  const rest = codes.slice(oneByOne);
  const choice = { value: "", empty: t("batch.codes.none"), options, optional: true } as const;
  return (
    <>
      {codes.slice(0, oneByOne).map(({ said, count }) => (
        <Select
          key={said}
          name={`${what}:${said}`}
          label={t(`batch.codes.${what}`, { said, count })}
          {...choice}
        />
      ))}
      {rest.length > 0 && (
        <p>
          <bdi>{rest.map(({ said, count }) => `${said} (${t.formats.numberText(count)})`).join(" · ")}</bdi>
        </p>
      )}
      {rest.map(({ said }) => (
        <input key={said} type="hidden" name={`${what}:${said}`} value="" />
      ))}
      {codes.length > 1 && (
        <Select name={`others-${what}`} label={t(`batch.codes.others-${what}`)} {...choice} />
      )}
    </>
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
        rows={left.map(({ id, title, why, by }) => ({
          key: String(id),
          cells: [
            <a key="title" href={`/desk/catalogue/records/${id}/items`} dir="auto">
              {title || t("batch.record.untitled")}
            </a>,
            <>
              {t(`batch.left.${why}`)}{" "}
              {by && <a href={`/desk/catalogue/batches/${by.id}`}>{t("batch.left.by", { file: by.file })}</a>}
            </>,
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
    <Section id="refused" title={t("batch.refusals", { count: one.refused })} note={t("batch.refusals.note")}>
      <Table
        caption={t("batch.refusals", { count: one.refused })}
        hideCaption
        columns={[
          { key: "record", label: t("batch.record"), numeric: true },
          { key: "byte", label: t("batch.byte"), numeric: true },
          { key: "reason", label: t("batch.reason"), prose: true },
          { key: "title", label: t("batch.record.title"), prose: true },
        ]}
        rows={one.refusals.map(({ record, byte, reason, title }) => ({
          key: `${record} ${byte}`,
          cells: [
            <a key="record" href={`/desk/catalogue/batches/${one.id}/refused/${record}/${byte}`}>
              {t.formats.numberText(record)}
            </a>,
            t.formats.numberText(byte),
            reason ?? "–",
            <bdi key="title">{title || "–"}</bdi>,
          ],
        }))}
      />
      <div className="actions">
        {one.nextRefusal && (
          <ButtonLink
            kind="quiet"
            href={`/desk/catalogue/batches/${one.id}?refused=${one.nextRefusal.record}&byte=${one.nextRefusal.byte}#refused`}
          >
            {t("batch.refusals.more")}
          </ButtonLink>
        )}
      </div>
      {one.can.includes("settle") && (
        <details>
          <summary>{t("batch.refusals.drop-all")}</summary>
          <Form label={t("batch.refusals.drop-all")}>
            <p>{t("batch.refusals.drop-all.sure", { count: one.refused })}</p>
            <Button kind="refuse" name="do" value="drop-refused">
              {t("batch.refusals.drop-all")}
            </Button>
          </Form>
        </details>
      )}
    </Section>
  );
}
