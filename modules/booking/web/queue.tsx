import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, DateField, Field, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
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
} from "#web/page.ts";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { acceptHeld, answerHeld, holdForPerson, queueOf } from "../holding/contract.ts";
import { moveUpInLine } from "../waiting/contract.ts";
import { WhenAndWhere } from "./occasion.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { searchParams: asked } = new URL(request.url);
  const count = (name: string) => Number(asked.get(name)) || 0;
  return {
    queue: await pageOf(context).call(queueOf, { params: { offerId: params.offerId ?? "" } }),
    done: asked.get("done"),
    answered: count("answered"),
    gone: count("gone"),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const back = (done: string) => redirect(`/desk/queue/${offerId}?done=${done}`);
  const what = said(form, "do");
  try {
    if (what === "confirm") {
      await call(acceptHeld, { params: { claimId: said(form, "claim") }, body: {} }, keyOf(form));
      return back("confirmed");
    }
    if (what === "hold") {
      const body = {
        scan: said(form, "scan"),
        size: numberOf(form, "size"),
        until: instantFrom(form, city.zone),
      };
      await call(holdForPerson, { params: { offerId }, body }, keyOf(form));
      return back("held-now");
    }
    if (what.startsWith("up-")) {
      const waitingId = what.slice("up-".length);
      await call(
        moveUpInLine,
        { params: { waitingId }, body: { reason: reasonFrom(form, what) } },
        keyOf(form),
      );
      return back("moved-up");
    }
    const claimIds = form.getAll("claims[]").map(String);
    if (claimIds.length === 0) return back("none-chosen");
    const answer = what === "refuse" ? ("refuse" as const) : ("approve" as const);
    const reason = answer === "refuse" ? { reason: reasonFrom(form, "refuse") } : {};
    const { answered, gone } = await call(
      answerHeld,
      { params: { offerId }, body: { claimIds, answer, ...reason } },
      keyOf(form),
    );
    return back(`answered&answered=${answered}&gone=${gone}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A day and a time on the wall; what is none stays as typed, so that the contract names the field. */
function instantFrom(form: FormData, zone: string): string {
  const typed = `${form.get("until")}T${form.get("until.time")}`;
  try {
    return Temporal.PlainDateTime.from(typed).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return typed;
  }
}

type Queue = AnswerOf<typeof queueOf>;
type Tried = { problem: Problem | undefined; values: Record<string, string> };

const answers = ["answered", "confirmed", "moved-up", "held-now"];

// texts: queue.answered queue.confirmed queue.moved-up queue.held-now
/** What staff decide at one occasion: who gets in, whom places are held for, who waits. */
export default function Queue({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { queue, done, answered, gone } = loaderData;
  const { text: t } = usePage();
  const tried: Tried = { problem: actionData?.problem, values: actionData?.values ?? {} };
  const title = t("queue.page", { title: queue.about?.title ?? t("door.untitled") });
  const approvals = queue.held.filter((claim) => claim.for === "approval");
  const others = queue.held.filter((claim) => claim.for !== "approval");
  return (
    <ShellDesk
      title={title}
      section="counter"
      actions={
        <ButtonLink kind="quiet" href={`/desk/door/${queue.offerId}`}>
          {t("queue.door")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Trail label={t("door.trail")} items={[{ href: "/desk/door", label: t("door.list.title") }]} />
        <WhenAndWhere of={queue} />
        <p>
          <a href={`/desk/counter/${queue.offerId}`}>{t("counter.link")}</a>
        </p>
        <p>{t("queue.ends", { at: moment(queue.endsLineAt), left: queue.left })}</p>
        {done === "none-chosen" && <Notice kind="attention" live title={t("queue.none-chosen")} />}
        {done && answers.includes(done) && (
          <Notice kind="done" live title={t(`queue.${done}`, { answered, gone })} />
        )}
        <Approvals approvals={approvals} tried={tried} />
        <HeldPlaces held={others} tried={tried} />
        <Waiting queue={queue} tried={tried} />
      </div>
    </ShellDesk>
  );
}

function Approvals({ approvals, tried: { problem, values } }: { approvals: Queue["held"]; tried: Tried }) {
  const { text: t } = usePage();
  const called = useCalled();
  const answering = values.do === "approve" || values.do === "refuse";
  return (
    <Section title={t("queue.approvals")}>
      {approvals.length === 0 ? (
        <Empty title={t("queue.approvals.empty")}>{t("queue.approvals.empty.do")}</Empty>
      ) : (
        <Form
          label={t("queue.approvals")}
          problem={answering ? problemOfReason(problem, "refuse") : undefined}
        >
          <Choice
            many
            name="claims"
            label={t("queue.which")}
            options={approvals.map((claim) => ({
              value: claim.claimId,
              label: `${called(claim)} · ${t("queue.people", { size: claim.size })}`,
              hint: t("queue.since", { at: moment(claim.madeAt) }),
            }))}
          />
          <Button name="do" value="approve" icon="check">
            {t("queue.approve")}
          </Button>
          <ReasonField
            of="refuse"
            hint={t("queue.refuse-hint")}
            value={values["reason.refuse"]}
            problem={values.do === "refuse" ? problemOfReason(problem, "refuse") : undefined}
          />
          <Button name="do" value="refuse" kind="refuse">
            {t("queue.refuse")}
          </Button>
        </Form>
      )}
    </Section>
  );
}

// texts: queue.held.waiting queue.held.counter queue.held.approval queue.held.draw
function HeldPlaces({ held, tried }: { held: Queue["held"]; tried: Tried }) {
  const { text: t } = usePage();
  const holding = tried.values.do === "hold" ? tried.problem : undefined;
  const called = useCalled();
  return (
    <Section title={t("queue.held")}>
      {held.length === 0 ? (
        <Empty title={t("queue.held.empty")}>{t("queue.held.empty.do")}</Empty>
      ) : (
        <>
          {tried.values.do === "confirm" && tried.problem && (
            <Notice kind="refused" live title={tried.problem.title}>
              {tried.problem.detail}
            </Notice>
          )}
          <Rows>
            {held.map((claim) => (
              <li className="work-row person-row" key={claim.claimId}>
                <b dir="auto">{called(claim)}</b>
                <span className="work-note">
                  {t("queue.people", { size: claim.size })} · {t(`queue.held.${claim.for}`)} ·{" "}
                  {t("queue.held-until", { at: moment(claim.until) })}
                </span>
                <span className="work-state">
                  <Form label={t("queue.confirm")}>
                    <input type="hidden" name="do" value="confirm" />
                    <input type="hidden" name="claim" value={claim.claimId} />
                    <Button kind="quiet">
                      {t("queue.confirm")}
                      <span className="unseen"> {called(claim)}</span>
                    </Button>
                  </Form>
                </span>
              </li>
            ))}
          </Rows>
        </>
      )}
      <details open={holding !== undefined}>
        <summary>{t("queue.hold")}</summary>
        <Form label={t("queue.hold")} problem={holding} scanned>
          <input type="hidden" name="do" value="hold" />
          <Field name="scan" label={t("door.scan.label")} hint={t("queue.hold-hint")} problem={holding} />
          <Field
            name="size"
            type="number"
            min={1}
            chars={4}
            label={t("line.size")}
            value={holding ? tried.values.size : 1}
            problem={holding}
          />
          <div className="row">
            <DateField
              name="until"
              label={t("queue.hold-until")}
              value={holding ? tried.values.until : ""}
              problem={holding}
            />
            <TimeField
              name="until.time"
              label={t("queue.hold-time")}
              value={holding ? tried.values["until.time"] : ""}
              problem={holding}
            />
          </div>
          <Button kind="quiet">{t("queue.hold-do")}</Button>
        </Form>
      </details>
    </Section>
  );
}

function Waiting({ queue, tried: { problem, values } }: { queue: Queue; tried: Tried }) {
  const { text: t } = usePage();
  const called = useCalled();
  return (
    <Section title={t("queue.waiting")} note={t("queue.waiting.count", { count: queue.allWaiting })}>
      {queue.waiting.length === 0 ? (
        <Empty title={t("queue.waiting.empty")}>{t("queue.waiting.empty.do")}</Empty>
      ) : (
        <Rows>
          {queue.waiting.map((entry) => {
            const what = `up-${entry.waitingId}`;
            const wrong = values.do === what ? problemOfReason(problem, what) : undefined;
            return (
              <li className="work-row person-row" key={entry.waitingId}>
                <b dir="auto">{called(entry)}</b>
                <span className="work-note">
                  {t("queue.people", { size: entry.size })} · {t("queue.since", { at: moment(entry.since) })}
                  {entry.first && ` · ${t("queue.first")}`}
                  {entry.passedOver && ` · ${t("queue.passed-over")}`}
                </span>
                {queue.can.includes("move-up") && !entry.first && (
                  <span className="work-state">
                    <details open={wrong !== undefined}>
                      <summary>
                        {t("queue.move-up")}
                        <span className="unseen"> {called(entry)}</span>
                      </summary>
                      <Form label={t("queue.move-up")} problem={wrong}>
                        <input type="hidden" name="do" value={what} />
                        <ReasonField
                          of={what}
                          hint={t("queue.move-up-hint")}
                          value={values[`reason.${what}`]}
                          problem={wrong}
                        />
                        <Button kind="quiet">{t("queue.move-up")}</Button>
                      </Form>
                    </details>
                  </span>
                )}
              </li>
            );
          })}
        </Rows>
      )}
    </Section>
  );
}

/** By name, or by what tells them where they left none. */
function useCalled() {
  const { text: t } = usePage();
  return ({ name, phoneTail }: { name: string | null; phoneTail: string | null }) =>
    name ?? (phoneTail ? t("queue.tail", { tail: phoneTail }) : t("queue.unnamed"));
}
