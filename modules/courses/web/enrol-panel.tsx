import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import type { myClaimOn } from "../../booking/contract.ts";
import { DrawStand, type DrawStandProps, type getLine } from "../../booking/web/door.ts";
import { admissionKinds, HeldStand, LineStand } from "../../programme/web/door.ts";
import type { ClassView } from "../contract.ts";

type OwnClaim = NonNullable<AnswerOf<typeof myClaimOn>["claim"]>;

export interface EnrolPanelProps {
  klass: ClassView;
  own: OwnClaim | null;
  /** What else this person has at the hours of its lessons. */
  meanwhile: AnswerOf<typeof myClaimOn>["overlaps"];
  line: AnswerOf<typeof getLine> | null;
  /** Of a class whose places are drawn, or were. */
  draw: Omit<DrawStandProps, "offerId"> | null;
  done: string | null;
  problem: Problem | undefined;
}

// texts: class.admission.* class.too-*
/** How one gets into a class: one button, what is left, and the rules in sentences. */
export function EnrolPanel({ klass, own, meanwhile, line, draw, done, problem }: EnrolPanelProps) {
  const { text: t } = usePage();
  const whom = useWhom();
  const { offer } = klass;
  return (
    <Section title={t("class.enrol-title")} id="enrol">
      <div className="stack">
        {done === "enrolled" && own && !own.held && (
          <Notice kind="done" live title={t("class.enrolled", whom)}>
            {t("class.enrolled.next", { at: moment(klass.startsAt) })}
          </Notice>
        )}
        {done === "cancelled" && !own && <Notice kind="done" live title={t("class.given-back", whom)} />}
        {klass.notForAge && (
          <Notice
            kind="attention"
            title={t(`class.${klass.notForAge}`, {
              ...whom,
              from: klass.ageFrom ?? 0,
              to: klass.ageTo ?? 0,
            })}
          >
            {t("class.age-ask")}
          </Notice>
        )}
        <Meanwhile of={meanwhile} own={own !== null} />
        {!own && offer && offer.unmet.length > 0 && (
          <Notice kind="attention" title={t("class.unmet", whom)}>
            <ul>
              {offer.unmet.map(({ title, help, next }) => (
                <li key={title}>
                  <strong>{title}</strong> {help} {next && <a href={next.href}>{next.label}</a>}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {own?.held ? (
          <HeldStand offerId={own.offerId} held={own.held} size={own.size} />
        ) : own ? (
          <Own own={own} problem={problem} fresh={done === "enrolled"} />
        ) : (
          <Ask klass={klass} line={line} problem={problem} />
        )}
        {offer && draw && <DrawStand {...draw} offerId={offer.id} />}
        {offer && (
          <ul className="small stack-tight">
            {offer.counterLeft !== null && <li>{t("class.counter-left", { count: offer.counterLeft })}</li>}
            {offer.rules.map((rule) => (
              <li key={rule} dir="auto">
                {rule}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

/** Lessons at the same hours as something else: what it is, when first, and what becomes of it. */
function Meanwhile({ of, own }: { of: EnrolPanelProps["meanwhile"]; own: boolean }) {
  const { text: t } = usePage();
  const whom = useWhom();
  if (of.length === 0) return null;
  return (
    <Notice kind="attention" title={t("class.meanwhile", whom)}>
      <ul>
        {of.map(({ claimId, reservationId, about, startsAt, times }) => (
          <li key={claimId ?? reservationId}>
            {about && (
              <a href={about.href} dir="auto">
                {about.title}
              </a>
            )}{" "}
            {t("class.meanwhile.when", { at: moment(startsAt), times })}
          </li>
        ))}
      </ul>
      <p>{t(own ? "class.meanwhile.own" : "class.meanwhile.ask")}</p>
    </Notice>
  );
}

function Own({ own, problem, fresh }: { own: OwnClaim; problem: Problem | undefined; fresh: boolean }) {
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <>
      {!fresh && (
        <p>
          <State kind="open">{t("class.own", whom)}</State>
        </p>
      )}
      <p className="actions">
        <ButtonLink href="/my/courses" icon="course">
          {t("class.to-learning", whom)}
        </ButtonLink>
        <ButtonLink href="/my/pass" kind="quiet" icon="pass">
          {t("class.pass")}
        </ButtonLink>
      </p>
      {own.can.includes("cancel") && (
        <FoldedForm title={t("class.give-back")} problem={problem}>
          <input type="hidden" name="do" value="cancel" />
          <input type="hidden" name="claim" value={own.id} />
          <p className="quiet small">
            {t(own.cancelCounts ? "class.give-back-counts" : "class.give-back-means")}
          </p>
          <Button kind="refuse">{t("class.give-back-do")}</Button>
        </FoldedForm>
      )}
    </>
  );
}

function Ask({ klass, line, problem }: Pick<EnrolPanelProps, "klass" | "line" | "problem">) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  const { admission, offer } = klass;
  // Enrolling is over and the line goes on: waiting is the way in.
  const late = line?.open === true && admission.state === "closed";
  if (admission.state !== "open" || !offer)
    return (
      <div className="stack-tight">
        <p>
          <State kind={admissionKinds[admission.state]}>{t(`class.admission.${admission.state}`)}</State>
        </p>
        {admission.state === "drawn" && <p>{t(klass.draw?.drawId ? "class.drawn" : "class.to-be-drawn")}</p>}
        {admission.state === "not-yet" && admission.opensAt && (
          <p>{t("class.opens", { at: moment(admission.opensAt) })}</p>
        )}
        {late && <p>{t("class.late")}</p>}
        {line && (line.mine || late || admission.state === "full") && (
          <LineStand line={line} join="primary" />
        )}
      </div>
    );
  if (actor.kind === "staff" && !actor.onBehalfOf) return <p className="quiet">{t("class.staff")}</p>;
  return (
    <>
      <p className="lead">
        <State kind="open">{t("class.left", { left: admission.left ?? 0 })}</State>
      </p>
      {actor.kind === "anonymous" ? (
        <p>
          <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`} icon="course">
            {t("class.sign-in")}
          </ButtonLink>
        </p>
      ) : (
        <Form label={t("class.enrol")} problem={problem}>
          <input type="hidden" name="offer" value={offer.id} />
          {whom.acts ? (
            <p>{t("class.for", whom)}</p>
          ) : (
            <p className="small">
              {t("class.for-child")} <a href="/my/family">{t("class.for-child.do")}</a>
            </p>
          )}
          <Button icon="course">{t("class.enrol")}</Button>
        </Form>
      )}
    </>
  );
}
