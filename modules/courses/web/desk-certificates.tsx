import type { ReactNode } from "react";
import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { cancelOwnClaim } from "../../booking/contract.ts";
import { getDeskClass } from "../classes/contract.ts";
import { issueCertificates, listCertificates, withdrawCertificate } from "../learning/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const of = { params: { id: params.id ?? "" } };
  const search = new URL(request.url).searchParams;
  return {
    klass: await call(getDeskClass, of),
    stand: await call(listCertificates, of),
    issued: search.has("issued") ? Number(search.get("issued")) : null,
    done: search.get("done"),
    number: search.get("number") ?? "",
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const what = said(form, "do");
  const here = `/desk/classes/${params.id}/certificates`;
  try {
    switch (what) {
      case "take-out": {
        const because = reasonFrom(form, what);
        const claimId = said(form, "claim");
        await call(cancelOwnClaim, { params: { claimId }, body: because ? { because } : {} }, keyOf(form));
        return redirect(`${here}?done=took-out`);
      }
      case "withdraw": {
        const [of, again] = [{ number: said(form, "number") }, form.get("again") === "yes"];
        const body = { reason: reasonFrom(form, what), again };
        const { number } = await call(withdrawCertificate, { params: of, body }, keyOf(form));
        return redirect(number ? `${here}?done=reissued&number=${number}` : `${here}?done=withdrew`);
      }
    }
    const of = { params: { id: params.id ?? "" }, body: {} };
    const { issued } = await call(issueCertificates, of, keyOf(form));
    return redirect(`${here}?issued=${issued}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: certificates.took-out certificates.withdrew certificates.reissued
/** How everybody of a class stands, giving certificates once it is over, withdrawing them; who leaves before. */
export default function DeskCertificates({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { klass, stand, issued, done, number } = loaderData;
  const { text: t } = usePage();
  const values: Record<string, string> = actionData?.values ?? {};
  const of = (what: string) =>
    (values.do ?? "") === what ? problemOfReason(actionData?.problem, what) : undefined;
  const over = stand.ahead === 0 && stand.held > 0;
  const short = stand.learners.filter((one) => (over ? !one.reached : !one.canReach) && one.number === null);
  const waiting = over ? stand.learners.filter((one) => one.reached && one.number === null) : [];
  const unnamed = waiting.filter(({ named }) => !named);
  const given = stand.learners.filter((one) => one.number !== null);
  const noLonger = given.filter((one) => !one.reached && one.withdrawn === null);
  return (
    <ShellDesk title={t("certificates.title")} section="courses" organisation={klass.organiser.name}>
      <div className="stack-wide">
        <Trail
          label={t("courses.title")}
          items={[
            { href: "/desk/courses", label: t("courses.title") },
            { href: `/desk/classes/${klass.id}`, label: `${klass.course.title} ${klass.text.term}` },
          ]}
        />
        {issued !== null && <Notice kind="done" live title={t("certificates.issued", { count: issued })} />}
        {done && words.has(done) && <Notice kind="done" live title={t(`certificates.${done}`, { number })} />}
        <p>{t("certificates.rule", { share: stand.share, held: stand.held, ahead: stand.ahead })}</p>
        {stand.unset.length > 0 && (
          <Notice kind="attention" title={t("certificates.unset.do")}>
            <ul>
              {stand.unset.map(({ name, signs }) => (
                <li key={name}>
                  <bdi>{name}</bdi> · {t("certificates.unset", { signs })}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Unrolled of={stand.unrolled} can={klass.can.includes("roll")} />
        <Names
          title={t(over ? "certificates.short" : "certificates.out-of-reach")}
          of={short}
          why={({ absent, excused, attended }) =>
            t("certificates.short.why", {
              absent,
              excused,
              unmarked: Math.max(0, stand.held - attended - absent - excused),
            })
          }
        >
          {t("certificates.short.do")}{" "}
          <a href={`/desk/classes/${klass.id}#lessons`}>{t("certificates.short.to")}</a>
        </Names>
        <Names title={t("certificates.unnamed")} of={unnamed}>
          {t("certificates.unnamed.do")}
        </Names>
        <Names title={t("certificates.no-longer")} of={noLonger}>
          {t("certificates.no-longer.do")}
        </Names>
        <Listed
          none={{ title: t("roll.empty"), do: t("roll.empty.do") }}
          caption={t("certificates.title")}
          columns={[
            { key: "name", label: t("certificate.name") },
            { key: "attended", label: t("certificate.attended") },
            { key: "reached", label: t("certificates.reached") },
            { key: "number", label: t("certificate.number") },
          ]}
          rows={stand.learners.map((one) => ({
            key: one.claimId,
            cells: [
              <bdi key="name">{one.name}</bdi>,
              t("learning.attended-of", { attended: one.attended, held: stand.held }),
              <Stands key="reached" one={one} over={over} />,
              one.withdrawn ? (
                <span key="number">
                  {t("certificates.is-withdrawn", { number: one.number ?? "", reason: one.withdrawn })}
                </span>
              ) : one.number ? (
                <a key="number" href={`/certificates?number=${one.number}`}>
                  {one.number}
                </a>
              ) : (
                "–"
              ),
            ],
          }))}
        />
        {klass.can.includes("certify") && waiting.length > 0 && (
          <Form label={t("certificates.issue")} problem={of("")}>
            <Button>{t("certificates.issue")}</Button>
          </Form>
        )}
        {klass.can.includes("certify") && given.length > 0 && (
          <FoldedForm title={t("certificates.withdraw")} problem={of("withdraw")}>
            <input type="hidden" name="do" value="withdraw" />
            <Select
              name="number"
              label={t("certificates.withdraw.which")}
              value={values.number}
              options={given.map((one) => ({
                value: one.number ?? "",
                label: `${one.name} ${one.number}`,
              }))}
              problem={of("withdraw")}
            />
            <ReasonField
              of="withdraw"
              hint={t("certificates.withdraw.told")}
              value={values["reason.withdraw"]}
              problem={of("withdraw")}
            />
            <p className="actions">
              <Button kind="refuse" name="again" value="no">
                {t("certificates.withdraw.do")}
              </Button>
              <Button kind="quiet" name="again" value="yes">
                {t("certificates.reissue.do")}
              </Button>
            </p>
          </FoldedForm>
        )}
        {klass.can.includes("take-out") && stand.ahead > 0 && stand.learners.length > 0 && (
          <FoldedForm title={t("certificates.take-out")} problem={of("take-out")}>
            <input type="hidden" name="do" value="take-out" />
            <Select
              name="claim"
              label={t("certificates.take-out.who")}
              value={values.claim}
              options={stand.learners.map(({ claimId, name }) => ({ value: claimId, label: name }))}
              problem={of("take-out")}
            />
            <ReasonField
              of="take-out"
              hint={t("certificates.take-out.told")}
              value={values["reason.take-out"]}
              problem={of("take-out")}
            />
            <Button kind="refuse">{t("certificates.take-out")}</Button>
          </FoldedForm>
        )}
      </div>
    </ShellDesk>
  );
}

const words = new Set(["took-out", "withdrew", "reissued"]);

/** Whether the share is reached; while the class goes on, whether it still can be. */
function Stands({ one, over }: { one: Learner; over: boolean }) {
  const { text: t } = usePage();
  if (one.reached) return <State kind="open">{t("certificates.yes")}</State>;
  const can = !over && one.canReach;
  return <State kind={can ? "soon" : "closed"}>{t(can ? "certificates.can" : "certificates.no")}</State>;
}

/** Lessons that are over whose roll is still to be taken: nobody came to them until it is. */
function Unrolled({ of, can }: { of: readonly { id: string; startsAt: string }[]; can: boolean }) {
  const { text: t } = usePage();
  if (of.length === 0) return null;
  return (
    <Notice kind="attention" title={t("certificates.unrolled", { count: of.length })}>
      <ul>
        {of.map(({ id, startsAt }) => (
          <li key={id}>
            {can ? (
              <a href={`/teach/lessons/${id}`}>{t("certificates.unrolled.one", { at: moment(startsAt) })}</a>
            ) : (
              t("certificates.unrolled.at", { at: moment(startsAt) })
            )}
          </li>
        ))}
      </ul>
      <p>{t("certificates.unrolled.do")}</p>
    </Notice>
  );
}

type Learner = AnswerOf<typeof listCertificates>["learners"][number];

/** Whom something has to be done about, why, and what. */
function Names({
  title,
  of,
  why,
  children,
}: {
  title: string;
  of: readonly Learner[];
  why?: (one: Learner) => string;
  children: ReactNode;
}) {
  if (of.length === 0) return null;
  return (
    <Notice kind="attention" title={title}>
      <ul>
        {of.map((one) => (
          <li key={one.claimId}>
            <bdi>{one.name}</bdi>
            {why && ` · ${why(one)}`}
          </li>
        ))}
      </ul>
      <p>{children}</p>
    </Notice>
  );
}
