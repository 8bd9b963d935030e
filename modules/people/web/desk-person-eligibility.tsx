import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
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
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { endEligibility, lookAtEligibility, recordEligibility } from "../eligibility/desk/contract.ts";
import { inOneLine } from "./typed.ts";

type Check = AnswerOf<typeof lookAtEligibility>["checks"][number];

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const organisation = query.get("organisation") ?? "";
  const subject = params.subject ?? "";
  const { name, checks } = await pageOf(context).call(lookAtEligibility, {
    params: { subject },
    body: { organisation },
  });
  const [only, ...others] = checks;
  return {
    subject,
    organisation,
    name,
    checks,
    chosen:
      checks.find(({ code }) => code === query.get("check")) ?? (others.length === 0 ? only : null) ?? null,
    done: ["recorded", "ended"].find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  const check = said(form, "check");
  const of = { params: { subject: params.subject ?? "", check } };
  const sentence = inOneLine(said(form, "sentence"));
  const ends = form.get("do") === "end";
  try {
    if (ends) await call(endEligibility, { ...of, body: { organisation, sentence } }, keyOf(form));
    else {
      const recorded = { way: said(form, "way"), seen: form.has("seen"), sentence: sentence || null };
      await call(recordEligibility, { ...of, body: { organisation, ...recorded } }, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  const query = new URLSearchParams({ organisation, check, [ends ? "ended" : "recorded"]: "" });
  return redirect(`/desk/identity/${params.subject}/eligibility?${query}`);
}

// texts: elig-desk.recorded, elig-desk.ended
/** The person at the counter qualifies in another way: what they show is recorded, and ended. */
export default function DeskPersonEligibility({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { subject, organisation, checks, chosen, done } = loaderData;
  const name = loaderData.name ?? t("account.nameless");
  const back = new URLSearchParams({ organisation });
  const values = actionData?.values ?? {};
  const problemOf = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const dayOf = (at: string) => t.formats.fullDayText(moment(at).toZonedDateTimeISO(city.zone).toPlainDate());
  return (
    <ShellDesk title={t("elig-desk.person.title", { name })} section="counter">
      <Trail
        label={t("people.trail")}
        items={[
          { href: "/desk/identity", label: t("identity.title") },
          { href: `/desk/identity/${subject}?${back}`, label: name },
        ]}
      />
      {done && !actionData && <Notice kind="done" live title={t(`elig-desk.${done}`)} />}
      <div className="stack">
        <p>{t("elig-desk.person.lead")}</p>
        {checks.length === 0 ? (
          <Empty title={t("elig-desk.person.none")}>{t("elig-desk.person.none.do")}</Empty>
        ) : (
          <Rows label={t("elig-desk.person")}>
            {checks.map((one) => (
              <Row
                key={one.code}
                href={`/desk/identity/${subject}/eligibility?${new URLSearchParams({ organisation, check: one.code })}`}
                title={one.name}
                state={
                  one.until
                    ? {
                        kind: "open",
                        word: one.way
                          ? t("elig-desk.until.way", { way: one.way, day: dayOf(one.until) })
                          : t("elig-desk.until", { day: dayOf(one.until) }),
                      }
                    : { kind: "closed", word: t("elig-desk.not-yet") }
                }
              />
            ))}
          </Rows>
        )}
      </div>
      {chosen?.can.includes("record") && (
        <Record check={chosen} problem={problemOf("record")} values={values} />
      )}
      {chosen?.can.includes("end") && <End check={chosen} problem={problemOf("end")} values={values} />}
    </ShellDesk>
  );
}

interface OfCheck {
  check: Check;
  problem: Problem | undefined;
  values: Record<string, string>;
}

function Record({ check, problem, values }: OfCheck) {
  const { text: t } = usePage();
  const title = t("elig-desk.record", { name: check.name });
  return (
    <Section title={title} id="record">
      <Form problem={problem} label={title}>
        <input type="hidden" name="do" value="record" />
        <input type="hidden" name="check" value={check.code} />
        <Choice
          name="way"
          label={t("elig-desk.record.way")}
          value={values.way}
          options={check.ways.map((way) => ({ value: way.code, label: way.name, hint: way.says }))}
          problem={problem}
        />
        {!check.can.includes("end") && (
          <Field
            name="sentence"
            label={t("elig-desk.record.sentence")}
            value={values.sentence}
            problem={problem}
            optional
          />
        )}
        <Tick name="seen" label={t("elig-desk.record.seen")} problem={problem} />
        <Button>{t("elig-desk.record.do")}</Button>
      </Form>
    </Section>
  );
}

function End({ check, problem, values }: OfCheck) {
  const { text: t } = usePage();
  const title = t("elig-desk.end", { name: check.name });
  return (
    <Section title={title} id="end">
      <Form problem={problem} label={title}>
        <p>{t("elig-desk.end.lead")}</p>
        <input type="hidden" name="do" value="end" />
        <input type="hidden" name="check" value={check.code} />
        <Field
          name="sentence"
          label={t("elig-desk.end.sentence")}
          value={values.sentence}
          problem={problem}
        />
        <Button kind="refuse">{t("elig-desk.end.do")}</Button>
      </Form>
    </Section>
  );
}
