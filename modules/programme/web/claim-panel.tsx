import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import type { myClaimOn } from "../../booking/contract.ts";
import { DrawStand, type DrawStandProps, OwnSeats } from "../../booking/web/door.ts";
import type { EventView, SessionView } from "../contract.ts";
import { GiveSome } from "./give-some.tsx";
import { HeldStand, type Line, LineStand } from "./line-stand.tsx";
import { admissionKinds } from "./rows.tsx";

type OwnClaim = NonNullable<AnswerOf<typeof myClaimOn>["claim"]>;

export interface ClaimPanelProps {
  event: EventView;
  session: SessionView;
  /** The claim this person holds on it. */
  own: OwnClaim | null;
  /** Of a session with a line: who waits. */
  line: Line | null;
  /** Of a session whose places are drawn, or were. */
  draw: Omit<DrawStandProps, "offerId"> | null;
  /** What else this person has booked at that time. */
  meanwhile: readonly { title: string; href: string }[];
  /** What was just done: `claimed` or `cancelled`. */
  done: string | null;
  problem: Problem | undefined;
  /** Which form was refused, where there are several. */
  tried: string | undefined;
  /** What was typed before a refusal. */
  size: string | undefined;
}

// texts: admission.* claim.too-*
/** The session in question: when, how many places in which pool, one primary button, and what the rules are. */
export function ClaimPanel({
  event,
  session,
  own,
  line,
  draw,
  meanwhile,
  done,
  problem,
  tried,
  size,
}: ClaimPanelProps) {
  const { text: t } = usePage();
  const whom = useWhom();
  const when = t.formats.rangeText({ from: moment(session.startsAt), to: moment(session.endsAt) });
  return (
    <Section title={when} note={session.label || undefined} id="session">
      <div className="stack">
        {session.place && session.place.id !== event.place?.id && (
          <p dir="auto">
            <a href={`/places/${session.place.id}`}>{session.place.name}</a>
          </p>
        )}
        {session.cancelledBecause && (
          <Notice kind="refused" title={t(session.cutShort ? "session.cut-short" : "session.cancelled")}>
            {session.cancelledBecause}
          </Notice>
        )}
        {session.placeClosed && (
          <Notice kind="attention" title={t("session.place-closed")}>
            {session.placeClosed.until === null
              ? t("session.place-closed.open-ended")
              : t("session.place-closed.until", { until: moment(session.placeClosed.until) })}
          </Notice>
        )}
        {session.roomGone && (
          <Notice kind="attention" title={t("session.room-gone")}>
            {t("session.room-gone.do")}
          </Notice>
        )}
        {done === "claimed" && own && !own.held && (
          <Notice kind="done" live title={t("claim.done", { ...whom, size: own.size })}>
            {t("claim.done.next", { begun: session.begun, at: moment(session.startsAt) })}
          </Notice>
        )}
        {done === "reduced" && own && (
          <Notice kind="done" live title={t("claim.reduced", { ...whom, size: own.size })} />
        )}
        {done === "cancelled" && !own && <Notice kind="done" live title={t("claim.cancelled", whom)} />}
        {meanwhile.length > 0 && !own?.checkedInAt && (
          <Notice kind="attention" title={t("claim.meanwhile", whom)}>
            <ul className="plain">
              {meanwhile.map(({ title, href }) => (
                <li key={href + title}>
                  <a href={href}>{title}</a>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {session.notForAge && !own?.checkedInAt && session.offer && (
          <Notice
            kind="attention"
            title={t(`claim.${session.notForAge}`, {
              ...whom,
              from: event.ageFrom ?? 0,
              to: event.ageTo ?? 0,
            })}
          >
            {t("claim.age-ask")}
          </Notice>
        )}
        {!own && session.offer && <Unmet session={session} />}
        {own?.held ? (
          <HeldStand offerId={own.offerId} held={own.held} size={own.size} />
        ) : own ? (
          <Own session={session} own={own} problem={problem} tried={tried} fresh={done === "claimed"} />
        ) : (
          <Ask session={session} line={line} problem={problem} size={size} />
        )}
        {session.offer && draw && <DrawStand {...draw} offerId={session.offer.id} />}
        {session.offer && session.admission.state !== "over" && session.admission.state !== "cancelled" && (
          <>
            <Pools session={session} />
            {event.state === "published" &&
              session.offer.pools.some(({ channel }) => channel === "organisation") && (
                <p className="small">
                  {t("claim.groups")} <a href={`/desk/groups/${session.offer.id}`}>{t("claim.groups.do")}</a>
                </p>
              )}
            <ul className="small stack-tight">
              {session.offer.rules.map((rule) => (
                <li key={rule} dir="auto">
                  {rule}
                </li>
              ))}
              <HouseRules session={session} />
            </ul>
          </>
        )}
      </div>
    </Section>
  );
}

/** Which rules somebody does not meet, told before they try. */
function Unmet({ session }: { session: SessionView }) {
  const { text: t } = usePage();
  const whom = useWhom();
  const { unmet } = session.houseRules;
  if (unmet.length === 0) return null;
  return (
    <Notice kind="attention" title={t("claim.unmet", whom)}>
      <ul>
        {unmet.map(({ title, help, next }) => (
          <li key={title}>
            <strong>{title}</strong> {help} {next && <a href={next.href}>{next.label}</a>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

// texts: pool.*
function HouseRules({ session }: { session: SessionView }) {
  const { text: t } = usePage();
  return session.houseRules.rules.map(({ says, source, pools }) => (
    <li key={says + source} dir="auto">
      {pools === null
        ? says
        : t("claim.rule-of-pools", {
            says,
            pools: t.formats.listText(pools.map((pool) => t(`pool.${pool}`))),
          })}
      {source && <span className="quiet"> {t("claim.rule-source", { source })}</span>}
    </li>
  ));
}

function Own({
  session,
  own,
  problem,
  tried,
  fresh,
}: {
  session: SessionView;
  own: OwnClaim;
  problem: Problem | undefined;
  tried: string | undefined;
  fresh: boolean;
}) {
  const { text: t } = usePage();
  const whom = useWhom();
  const mayCancel = own.can.includes("cancel");
  return (
    <>
      {!fresh && (
        <p>
          <State kind="open">{t("claim.own", { ...whom, size: own.size })}</State>
        </p>
      )}
      <p className="actions">
        <ButtonLink href="/my/pass" icon="pass">
          {t("claim.pass")}
        </ButtonLink>
        <ButtonLink href="/my" kind="quiet">
          {t("claim.to-my", whom)}
        </ButtonLink>
      </p>
      <OwnSeats own={own} />
      {!mayCancel && (
        <p className="quiet small">
          {own.checkedInAt ? t("claim.in", { at: moment(own.checkedInAt) }) : t("claim.cancel-over")}
        </p>
      )}
      {own.can.includes("transfer") && (
        <p>
          <a href={`/my/transfer?claim=${own.id}`}>{t("claim.transfer")}</a>
        </p>
      )}
      {own.can.includes("reduce") && own.seats.length === 0 && (
        <GiveSome session={session} own={own} problem={tried === "reduce" ? problem : undefined} />
      )}
      {mayCancel && (
        <details open={problem !== undefined && tried !== "reduce"}>
          <summary>{t("claim.cancel")}</summary>
          <Form label={t("claim.cancel")} problem={tried === "reduce" ? undefined : problem}>
            <input type="hidden" name="do" value="cancel" />
            <input type="hidden" name="claim" value={own.id} />
            <input type="hidden" name="session" value={session.id} />
            <p className="quiet small">
              {own.cancelCounts
                ? t("claim.cancel-counts")
                : t("claim.cancel-means", { size: own.size, at: moment(own.cancelUntil) })}
            </p>
            <p>{t("claim.cancel-sure")}</p>
            <Button kind="refuse">{t("claim.cancel-do")}</Button>
          </Form>
        </details>
      )}
    </>
  );
}

function Ask({
  session,
  line,
  problem,
  size,
}: {
  session: SessionView;
  line: Line | null;
  problem: Problem | undefined;
  size: string | undefined;
}) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  const { admission, offer } = session;
  if (admission.state !== "open" || !offer) {
    return (
      <div className="stack-tight">
        <p>
          <State kind={admissionKinds[admission.state]}>{t(`admission.${admission.state}`)}</State>
        </p>
        <WhatNow session={session} />
        {line && (line.mine || admission.state === "full") && <LineStand line={line} join="primary" />}
      </div>
    );
  }
  if (actor.kind === "staff" && !actor.onBehalfOf) return <p className="quiet">{t("claim.staff")}</p>;
  const most = Math.min(offer.maxPerClaim, admission.left ?? offer.maxPerClaim);
  return (
    <>
      {line && (line.mine || most < offer.maxPerClaim) && <LineStand line={line} join="quiet" />}
      <p className="lead">
        <State kind="open">{t("event.left", { left: admission.left ?? 0 })}</State>
      </p>
      {offer.seated ? (
        <p>
          <ButtonLink href={`/seats/${offer.id}`} icon="ticket">
            {t("seats.choose")}
          </ButtonLink>
        </p>
      ) : actor.kind === "anonymous" ? (
        <p>
          <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`} icon="ticket">
            {t("claim.sign-in")}
          </ButtonLink>
        </p>
      ) : (
        <Form label={t("claim.do")} problem={problem}>
          <input type="hidden" name="offer" value={offer.id} />
          <input type="hidden" name="session" value={session.id} />
          {whom.acts && <p>{t("claim.for", whom)}</p>}
          <Field
            name="size"
            type="number"
            inputMode="numeric"
            label={t("claim.size")}
            hint={t("claim.size-hint", { ...whom, max: most })}
            value={size ?? 1}
            min={1}
            max={most}
            chars={4}
            unit={t("claim.size-unit")}
            problem={problem}
          />
          {offer.final && <p>{t("claim.final")}</p>}
          <Button icon="ticket">{t("claim.do")}</Button>
        </Form>
      )}
    </>
  );
}

/** What a person can do when nothing can be booked on line now. */
function WhatNow({ session }: { session: SessionView }) {
  const { text: t } = usePage();
  const { state, opensAt, onSiteLeft } = session.admission;
  if (state === "no-booking") return <p>{t("claim.just-come")}</p>;
  if (state === "not-yet" && opensAt) return <p>{t("claim.opens", { at: moment(opensAt) })}</p>;
  if (state === "full")
    return <p>{onSiteLeft ? t("claim.full-on-site", { left: onSiteLeft }) : t("claim.full")}</p>;
  if (state === "on-site") return <p>{t("claim.on-site", { left: onSiteLeft ?? 0 })}</p>;
  return null;
}

// texts: pool.*
function Pools({ session }: { session: SessionView }) {
  const { text: t } = usePage();
  return (
    <Table
      caption={t("pools.title")}
      columns={[
        { key: "channel", label: t("pools.channel") },
        { key: "left", label: t("pools.left"), numeric: true },
        { key: "releases", label: t("pools.releases") },
      ]}
      rows={(session.offer?.pools ?? []).map((pool) => ({
        key: pool.channel,
        cells: [
          t(`pool.${pool.channel}`),
          t("pools.left-of", { left: pool.left, quota: pool.quota }),
          t.formats.momentText(moment(pool.releasesAt)),
        ],
      }))}
    />
  );
}
