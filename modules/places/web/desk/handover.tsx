import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, type Problem, pageOf, said } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import {
  changeHandover,
  getHandover,
  refuseHandover,
  signHandover,
  withdrawHandover,
} from "../../contract.ts";
import { HandoverFields } from "./handover-fields.tsx";
import { type HandoverDraft, handoverIn } from "./handover-form.ts";
import { HandoverPaper } from "./handover-paper.tsx";
import { stateKinds } from "./handover-rows.tsx";
import { refusedWith } from "./refused.ts";

type Handover = AnswerOf<typeof getHandover>;

const doneWords = ["drawn-up", "saved", "signed", "refused", "withdrawn"] as const;

export async function loader({ context, params, request }: LoadArgs) {
  const handover = await pageOf(context).call(getHandover, { params: { id: params.id ?? "" } });
  const query = new URL(request.url).searchParams;
  return { handover, done: doneWords.find((word) => query.has(word)) ?? null };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const at = { params: { id } };
  const what = said(form, "do");
  const version = Number(form.get("version"));
  const because = said(form, "because");
  const draft = what === "change" ? handoverIn(form) : null;
  const answer = (problem: { what: string; draft: HandoverDraft | null }) => problem;
  try {
    switch (what) {
      case "sign-from":
      case "sign-to": {
        const side = what === "sign-from" ? "from" : "to";
        await call(signHandover, { ...at, body: { side, version } }, keyOf(form));
        return redirect(`/desk/handovers/${id}?signed`);
      }
      case "refuse":
        await call(refuseHandover, { ...at, body: { because } }, keyOf(form));
        return redirect(`/desk/handovers/${id}?refused`);
      case "withdraw":
        await call(withdrawHandover, { ...at, body: { because } }, keyOf(form));
        return redirect(`/desk/handovers/${id}?withdrawn`);
      default:
        await call(changeHandover, { ...at, body: { ...handoverIn(form), version } }, keyOf(form));
        return redirect(`/desk/handovers/${id}?saved`);
    }
  } catch (error) {
    return refusedWith(error, answer({ what, draft }));
  }
}

// texts: handover.done.* handover.state.*

/** A hand-over: the list as it will be printed, then what the reader may do with it. */
export default function DeskHandover({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { handover, done } = loaderData;
  const { can } = handover;
  const problemOf = (...what: string[]) =>
    actionData && what.includes(actionData.draft.what) ? actionData.problem : undefined;
  return (
    <ShellDesk title={t("handover.of", { name: handover.place.name })} section="places">
      <div className="stack">
        <Trail
          label={t("place.trail")}
          items={[
            { href: "/desk/handovers", label: t("handover.title") },
            { href: `/desk/places/${handover.place.id}/handover`, label: handover.place.name },
          ]}
        />
        <p>
          <State kind={stateKinds[handover.state]}>{t(`handover.state.${handover.state}`)}</State>
        </p>
        {done && !actionData && <Notice kind="done" live title={t(`handover.done.${done}`)} />}
        {handover.outOfDate && (
          <Notice kind="attention" title={t("handover.out-of-date")}>
            <p>{t(can.includes("change") ? "handover.out-of-date.do" : "handover.out-of-date.wait")}</p>
          </Notice>
        )}
        {handover.ended && (
          <Notice kind="refused" title={t("handover.because", { because: handover.ended.because })} />
        )}
        <HandoverPaper handover={handover} />
        <Signing handover={handover} problem={problemOf("sign-from", "sign-to")} />
        {can.includes("change") && (
          <Section title={t("handover.change")} id="change">
            <p className="quiet">{t("handover.change.means")}</p>
            <Form problem={problemOf("change")} label={t("handover.change")}>
              <input type="hidden" name="version" value={handover.version} />
              <HandoverFields
                draft={actionData?.draft.draft ?? handover}
                candidates={handover.candidates}
                problem={problemOf("change")}
              />
              <Button name="do" value="change">
                {t("handover.change.verb")}
              </Button>
            </Form>
          </Section>
        )}
        {can.includes("refuse") && <Ending what="refuse" problem={problemOf("refuse")} />}
        {can.includes("withdraw") && <Ending what="withdraw" problem={problemOf("withdraw")} />}
      </div>
    </ShellDesk>
  );
}

function Signing({ handover, problem }: { handover: Handover; problem: Problem | undefined }) {
  const { text: t, actor } = usePage();
  const mine = (["from", "to"] as const).filter((side) => handover.can.includes(`sign-${side}`));
  if (mine.length === 0) return null;
  return (
    <Section title={t("handover.sign")} id="sign">
      <Form problem={problem} label={t("handover.sign")}>
        <input type="hidden" name="version" value={handover.version} />
        <p>{t("handover.sign.means", { name: actor.name ?? "" })}</p>
        <p className="actions">
          {mine.map((side) => (
            <Button key={side} name="do" value={`sign-${side}`}>
              {side === "from"
                ? t("handover.sign.from", { name: handover.from.name })
                : t("handover.sign.to", { name: handover.to.name })}
            </Button>
          ))}
        </p>
      </Form>
    </Section>
  );
}

// texts: handover.refuse handover.refuse.* handover.withdraw handover.withdraw.*

/** Out of it, for a reason that both sides will read. */
function Ending({ what, problem }: { what: "refuse" | "withdraw"; problem: Problem | undefined }) {
  const t = useText();
  return (
    <Section title={t(`handover.${what}`)} id={what}>
      <Form problem={problem} label={t(`handover.${what}`)}>
        <Field
          name="because"
          lines={2}
          label={t("handover.reason")}
          hint={t("publishing.reason.hint", { what: t(`handover.${what}.hint`) })}
          problem={problem}
        />
        <Button kind="refuse" name="do" value={what}>
          {t(`handover.${what}`)}
        </Button>
      </Form>
    </Section>
  );
}
