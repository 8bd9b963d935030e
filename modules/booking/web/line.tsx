import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  dealsForPerson,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { cancelOwnClaim, myClaimOn } from "../contract.ts";
import { acceptHeld } from "../holding/contract.ts";
import { getLine, joinTheLine, leaveTheLine } from "../waiting/contract.ts";
import { OwnSeats, WhenAndWhere } from "./occasion.tsx";
import { WheelchairField } from "./seat-lists.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const of = { params: { offerId: params.offerId ?? "" } };
  const line = await call(getLine, { ...of, query: {} });
  const books = dealsForPerson(actor);
  const own = books ? (await call(myClaimOn, of)).claim : null;
  return { line, own, done: new URL(request.url).searchParams.get("done") };
}

/** Each answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const claim = { params: { claimId: said(form, "claim") }, body: {} };
  const back = (done: string) => redirect(`/line/${offerId}?done=${done}`);
  const options = keyOf(form);
  try {
    switch (form.get("do")) {
      case "accept":
        return back((await call(acceptHeld, claim, options)).state === "held" ? "asked" : "accepted");
      case "decline":
        await call(cancelOwnClaim, claim, options);
        return back("declined");
      case "leave":
        await call(leaveTheLine, { params: { waitingId: said(form, "entry") }, body: {} }, options);
        return back("left");
      default:
        await call(
          joinTheLine,
          {
            params: { offerId },
            body: { size: numberOf(form, "size"), wheelchairs: numberOf(form, "wheelchairs") || 0 },
          },
          options,
        );
        return back("joined");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Line = AnswerOf<typeof getLine>;
type Own = NonNullable<AnswerOf<typeof myClaimOn>["claim"]>;

const answers = ["joined", "left", "accepted", "asked", "declined"];

// texts: line.joined line.left line.accepted line.asked line.declined
/** Waiting for places: where one stands, what happens next, and the one thing to do. */
export default function WaitingLine({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { line, own, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const title = line.about ? t("line.page", { title: line.about.title }) : t("line.title");
  return (
    <ShellPortal title={title} section="events">
      <div className="stack">
        {line.about && (
          <Trail label={t("line.trail")} items={[{ href: line.about.href, label: line.about.title }]} />
        )}
        <h1 dir="auto">{title}</h1>
        <WhenAndWhere of={line} />
        {done && answers.includes(done) && <Notice kind="done" live title={t(`line.${done}`)} />}
        <Stand line={line} own={own} problem={problem} values={actionData?.values ?? {}} />
      </div>
      <Section
        title={t(line.maxPerClaim === 1 ? "line.waiting-one" : "line.waiting", {
          count: line.waiting,
          places: line.places,
        })}
      >
        <div className="stack-tight">
          <p>{t(line.maxPerClaim === 1 ? "line.how-one" : "line.how")}</p>
          {line.open && <p>{t("line.until", { at: moment(line.endsLineAt) })}</p>}
        </div>
      </Section>
    </ShellPortal>
  );
}

interface StandProps {
  line: Line;
  own: Own | null;
  problem: Problem | undefined;
  values: Record<string, string>;
}

function Stand({ line, own, problem, values }: StandProps) {
  const { text: t } = usePage();
  if (own?.held) return <Held own={own} held={own.held} problem={problem} />;
  if (own)
    return (
      <>
        <p>
          <State kind="open">{t("line.confirmed", { size: own.size })}</State>
        </p>
        <OwnSeats own={own} />
        {line.about && (
          <p>
            <a href={line.about.href}>{t("line.to-occasion")}</a>
          </p>
        )}
      </>
    );
  if (line.mine) return <Waits mine={line.mine} one={line.maxPerClaim === 1} problem={problem} />;
  if (line.open) return <Join line={line} problem={problem} values={values} />;
  return (
    <Notice title={t("line.over")}>
      <a href="/events">{t("line.over.do")}</a>
    </Notice>
  );
}

/** Places are held: to take or to leave, or until staff have answered. */
function Held({
  own,
  held,
  problem,
}: {
  own: Own;
  held: NonNullable<Own["held"]>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  if (held.for === "approval")
    return (
      <>
        <p>
          <State kind="soon">{t("line.approval", { size: own.size })}</State>
        </p>
        <p>{t("line.approval-until", { at: moment(held.until) })}</p>
        <Give own={own} word={t("claim.cancel-do")} />
      </>
    );
  return (
    <Notice
      kind="attention"
      title={t(
        held.for === "counter" ? "line.counter" : held.for === "draw" ? "line.drawn" : "line.offered",
        {
          size: own.size,
        },
      )}
    >
      <div className="stack-tight">
        <p>{t("line.offered-until", { at: moment(held.until) })}</p>
        <OwnSeats own={own} />
        <Form label={t("line.accept", { size: own.size })} problem={problem}>
          <input type="hidden" name="do" value="accept" />
          <input type="hidden" name="claim" value={own.id} />
          <Button icon="check">{t("line.accept", { size: own.size })}</Button>
        </Form>
        <Give own={own} word={t("line.decline")} />
      </div>
    </Notice>
  );
}

function Give({ own, word }: { own: Own; word: string }) {
  return (
    <Form label={word}>
      <input type="hidden" name="do" value="decline" />
      <input type="hidden" name="claim" value={own.id} />
      <Button kind="quiet">{word}</Button>
    </Form>
  );
}

function Waits({
  mine,
  one,
  problem,
}: {
  mine: NonNullable<Line["mine"]>;
  /** Nobody waits for more than one place. */
  one: boolean;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <>
      <p>
        <State kind="soon">{t("line.mine", { ...whom, size: mine.size })}</State>{" "}
        <span className="quiet">{t("line.since", { at: moment(mine.since) })}</span>
      </p>
      {mine.wheelchairs > 0 && <p>{t("line.mine.wheelchairs", { wheelchairs: mine.wheelchairs })}</p>}
      <p className="lead">
        {t(one ? "line.before-one" : "line.before", {
          count: mine.before.entries,
          places: mine.before.places,
        })}
      </p>
      {mine.passedOver && (
        <Notice kind="attention" title={t("line.passed-over")}>
          {mine.passedOver}
        </Notice>
      )}
      <p>{t("line.next")}</p>
      <FoldedForm title={t("line.leave")} problem={problem}>
        <input type="hidden" name="do" value="leave" />
        <input type="hidden" name="entry" value={mine.id} />
        <p>{t("line.leave-sure")}</p>
        <Button kind="refuse">{t("line.leave")}</Button>
      </FoldedForm>
    </>
  );
}

function Join({ line, problem, values }: Omit<StandProps, "own">) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  if (actor.kind === "anonymous")
    return (
      <p>
        <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`}>{t("line.sign-in")}</ButtonLink>
      </p>
    );
  if (actor.kind === "staff" && !actor.onBehalfOf) return <p className="quiet">{t("line.staff")}</p>;
  return (
    <Form label={t("line.join")} problem={problem}>
      {line.beforeDraw && <p>{t("line.before-draw")}</p>}
      {whom.acts && <p>{t("line.join.for", whom)}</p>}
      {line.maxPerClaim === 1 ? (
        <input type="hidden" name="size" value="1" />
      ) : (
        <Field
          name="size"
          type="number"
          inputMode="numeric"
          label={t("line.size")}
          hint={t("line.size-hint", { max: line.maxPerClaim })}
          value={values.size ?? 1}
          min={1}
          max={line.maxPerClaim}
          chars={4}
          problem={problem}
        />
      )}
      {line.seated && (
        <WheelchairField
          value={values.wheelchairs ?? (line.beforeDraw ? "1" : undefined)}
          max={line.maxPerClaim}
          problem={problem}
          hint={t("line.wheelchairs.hint")}
        />
      )}
      <Button>{t("line.join")}</Button>
    </Form>
  );
}
