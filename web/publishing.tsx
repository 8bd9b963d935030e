import type { PublishingView } from "../platform/publishing/contract.ts";
import { Button } from "./kit/button.tsx";
import { DateField, TimeField } from "./kit/field.tsx";
import { Form } from "./kit/form.tsx";
import { Steps, Table } from "./kit/list.tsx";
import { Notice } from "./kit/notice.tsx";
import { Section } from "./kit/section.tsx";
import { State, type StateKind, Tag } from "./kit/state.tsx";
import { day, moment } from "./occasion.ts";
import type { Problem } from "./page.ts";
import { problemOfReason, ReasonField } from "./reason-field.tsx";
import { usePage } from "./text.tsx";

/** A thing on its way to the public, and what the person asking may do with it. */
export interface OnTheWay extends PublishingView {
  version: number;
  state: string;
  can: string[];
}

/** What was typed and refused, by the form whose `do` it was. */
export interface Tried {
  problem: Problem | undefined;
  values: Record<string, string>;
}

const way = ["draft", "submitted", "checked", "approved", "published"] as const;

export const publishingStates: Record<string, StateKind> = {
  draft: "closed",
  submitted: "soon",
  checked: "soon",
  approved: "moment",
  published: "open",
  withdrawn: "refused",
};

// texts: publishing.state.*
/** Where it stands on its way, how far its reviews are, and when it is published by itself. */
export function Way({ thing }: { thing: OnTheWay }) {
  const { text: t } = usePage();
  if (thing.state === "withdrawn") {
    return (
      <p>
        <State kind="refused">{t("publishing.state.withdrawn")}</State>
      </p>
    );
  }
  const at = (way as readonly string[]).indexOf(thing.state);
  const { reviews, scheduled } = thing;
  return (
    <div className="stack-tight">
      <Steps
        label={t("publishing.way")}
        steps={way.map((state, index) => ({
          label: t(`publishing.state.${state}`),
          state:
            index < at || (index === at && state === "published")
              ? "done"
              : index === at
                ? "current"
                : "later",
        }))}
      />
      {(thing.state === "submitted" || thing.state === "checked") && (
        <p className="quiet">
          {t(reviews.proofsNeeded > 0 ? "publishing.reviews" : "publishing.reviews-only", reviews)}
        </p>
      )}
      {scheduled && (
        <Notice title={t("publishing.scheduled")}>
          {t("publishing.scheduled.at", {
            at: moment(scheduled.at),
            by: scheduled.by ?? t("publishing.history.gone"),
          })}
        </Notice>
      )}
    </div>
  );
}

const steps = [
  "submit",
  "proof",
  "check",
  "approve",
  "publish",
  "schedule",
  "call-off",
  "send-back",
  "take-back",
  "withdraw",
  "reopen",
] as const;
const askWhy = new Set<string>(["send-back", "withdraw"]);
/** Steps that the city took by itself. */
const byNobody = new Set<string>(["adopt", "miss"]);
const needReady = new Set<string>(["submit", "publish", "schedule"]);

export interface NextStepsProps {
  thing: OnTheWay;
  /** Nothing is missing: what cannot succeed yet is not offered. */
  ready: boolean;
  tried: Tried;
  /** What is done with the reason of a withdrawal. */
  withdrawHint: string;
}

// texts: publishing.step.*
/** The steps that are this person's to take now; the first one forward is the primary button. */
export function NextSteps({ thing, ready, tried, withdrawHint }: NextStepsProps) {
  const { text: t } = usePage();
  const open = steps.filter((step) => thing.can.includes(step) && (ready || !needReady.has(step)));
  if (open.length === 0) return null;
  return (
    <Section title={t("publishing.next")} id="next">
      <div className="stack">
        {open.map((step, index) => (
          <StepForm
            key={step}
            step={step}
            thing={thing}
            tried={tried}
            primary={index === 0 && !askWhy.has(step)}
            hint={step === "withdraw" ? withdrawHint : t("publishing.reason.kept")}
          />
        ))}
      </div>
    </Section>
  );
}

function StepForm({
  step,
  thing,
  tried,
  primary,
  hint,
}: {
  step: (typeof steps)[number];
  thing: OnTheWay;
  tried: Tried;
  primary: boolean;
  hint: string;
}) {
  const { text: t } = usePage();
  const here = tried.values.step === step;
  const problem = here ? problemOfReason(tried.problem, step) : undefined;
  const label = t(
    step === "schedule" && thing.scheduled ? "publishing.reschedule" : `publishing.step.${step}`,
  );
  const form = (
    <Form label={label} problem={problem}>
      <input type="hidden" name="do" value="step" />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="version" value={thing.version} />
      {askWhy.has(step) && (
        <ReasonField
          of={step}
          hint={hint}
          value={problem ? tried.values[`reason.${step}`] : ""}
          problem={problem}
        />
      )}
      {step === "schedule" && (
        <div className="row">
          <DateField
            name="at"
            label={t("publishing.at")}
            hint={t("publishing.at.hint")}
            value={here ? tried.values.at : ""}
            problem={problem}
          />
          <TimeField
            name="at.time"
            label={t("publishing.at.time")}
            value={here ? tried.values["at.time"] : ""}
            problem={problem}
          />
        </div>
      )}
      <Button kind={primary ? "primary" : step === "withdraw" ? "refuse" : "quiet"}>{label}</Button>
    </Form>
  );
  if (!askWhy.has(step) && step !== "schedule") return form;
  return (
    <details open={problem !== undefined}>
      <summary>{label}</summary>
      {form}
    </details>
  );
}

// texts: publishing.past.*
/** Who wrote, checked, approved, published, changed and withdrew, and why. */
export function PublishingHistory({ thing }: { thing: OnTheWay }) {
  const { text: t } = usePage();
  return (
    <Section title={t("publishing.history")} id="history">
      <Table
        caption={t("publishing.history")}
        hideCaption
        columns={[
          { key: "at", label: t("publishing.history.at") },
          { key: "step", label: t("publishing.history.step") },
          { key: "by", label: t("publishing.history.by") },
          { key: "reason", label: t("publishing.history.reason") },
        ]}
        rows={thing.history.toReversed().map((row, index) => ({
          key: `${thing.history.length - index}`,
          cells: [
            t.formats.momentText(moment(row.at)),
            t(`publishing.past.${row.step}`),
            <span key="by">
              {row.by ?? t(byNobody.has(row.step) ? "publishing.history.nobody" : "publishing.history.gone")}{" "}
              {row.alone && <Tag>{t("publishing.history.alone")}</Tag>}
            </span>,
            <span key="reason">
              {[row.reason, row.scheduledFor && t("publishing.history.for", { at: moment(row.scheduledFor) })]
                .filter(Boolean)
                .join(" · ")}
              {row.changed && <WhatChanged changed={row.changed} />}
            </span>,
          ],
        }))}
      />
    </Section>
  );
}

// texts: publishing.changed.*
/** Each fact as it was and as it is, and from which day. */
export function WhatChanged({ changed }: { changed: NonNullable<OnTheWay["history"][number]["changed"]> }) {
  const { text: t } = usePage();
  return (
    <ul>
      {changed.fields.map(({ field, was, is }) => (
        <li key={field}>{t("publishing.changed", { field: t(`publishing.changed.${field}`), was, is })}</li>
      ))}
      <li>{t("publishing.changed.from", { day: t.formats.fullDayText(day(changed.on)) })}</li>
    </ul>
  );
}
