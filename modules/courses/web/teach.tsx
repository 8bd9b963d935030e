import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { answerClass, myTeaching, takeSeat } from "../teaching/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const teaching = await pageOf(context).call(myTeaching, {});
  return { ...teaching, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (form.get("do") === "seat") {
      await call(takeSeat, { body: { code: said(form, "code") } }, keyOf(form));
      return redirect("/teach?done=seated");
    }
    // The contract refuses what is neither yes nor no.
    const says = said(form, "says") as "yes";
    await call(answerClass, { params: { id: said(form, "class") }, body: { says } }, keyOf(form));
    return redirect(`/teach?done=${says}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: teach.done.*
/** For whoever teaches: today's lessons and their roll, what comes, classes that wait for a yes. */
export default function Teach({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { seats, asked, today, coming, past, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const tried = actionData?.values.do;
  return (
    <ShellPortal title={t("teach.title")} section="courses">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("courses.title")} items={[{ href: "/courses", label: t("courses.title") }]} />
          <h1>{t("teach.title")}</h1>
        </header>
        {done && !problem && <Notice kind="done" live title={t(`teach.done.${done}`)} />}
        {asked.map((one) => (
          <Section key={one.id} title={t("teach.asked", { title: one.title })} note={one.term}>
            <Form
              label={t("teach.asked", { title: one.title })}
              problem={tried === "answer" ? problem : undefined}
            >
              <input type="hidden" name="do" value="answer" />
              <input type="hidden" name="class" value={one.id} />
              <p>
                <bdi>{one.organiser.name}</bdi>
              </p>
              <ul className="stack-tight">
                {one.lessons.map(({ startsAt, endsAt }) => (
                  <li key={startsAt}>
                    {t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) })}
                  </li>
                ))}
              </ul>
              <p className="actions">
                <Button name="says" value="yes">
                  {t("teach.yes")}
                </Button>
                <Button kind="quiet" name="says" value="no">
                  {t("teach.no")}
                </Button>
              </p>
            </Form>
          </Section>
        ))}
        {seats > 0 && (
          <>
            <Section title={t("teach.today")}>
              {today.length === 0 ? (
                <Empty title={t("teach.none-today")}>{t("teach.none-today.do")}</Empty>
              ) : (
                <Lessons items={today} />
              )}
            </Section>
            {coming.length > 0 && (
              <Section title={t("teach.coming")}>
                <Lessons items={coming} ahead />
              </Section>
            )}
            {past.length > 0 && (
              <Section title={t("teach.past")}>
                <Lessons items={past} />
              </Section>
            )}
          </>
        )}
        <Section title={t("teach.take-seat")}>
          <Form label={t("teach.take-seat")} problem={tried === "seat" ? problem : undefined}>
            <input type="hidden" name="do" value="seat" />
            <Field
              name="code"
              label={t("teach.code")}
              hint={t("teach.code-hint")}
              chars={20}
              autoComplete="off"
              problem={tried === "seat" ? problem : undefined}
            />
            <Button kind="quiet">{t("teach.take-seat")}</Button>
          </Form>
        </Section>
      </div>
    </ShellPortal>
  );
}

/** Of lessons ahead it is said how many are in the class, of the others how far the roll is. */
function Lessons({ items, ahead }: { items: AnswerOf<typeof myTeaching>["today"]; ahead?: true }) {
  const { text: t } = usePage();
  return (
    <Rows>
      {items.map((one) => (
        <Row
          key={one.id}
          href={`/teach/lessons/${one.id}`}
          lead={{ text: t.formats.momentText(moment(one.startsAt)), iso: one.startsAt }}
          title={one.title}
          note={[one.term, one.place, one.substituted && t("teach.substitute")].filter(Boolean).join(" · ")}
          state={
            one.asked
              ? { kind: "soon", word: t("teach.asked-for") }
              : ahead
                ? { kind: "closed", word: t("roll.count", { count: one.enrolled }) }
                : {
                    kind: one.marked >= one.enrolled && one.enrolled > 0 ? "open" : "soon",
                    word: t("teach.marked", { marked: one.marked, enrolled: one.enrolled }),
                  }
          }
        />
      ))}
    </Rows>
  );
}
