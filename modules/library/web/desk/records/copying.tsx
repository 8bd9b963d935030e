import { useEffect, useState } from "react";
import type { AnswerOf } from "#contract";
import { call } from "#web/call.ts";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form, FormKey } from "#web/kit/form.tsx";
import { Empty, Progress } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type Handle, type LoadArgs, type PageProps, pageOf, problemIn } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { askTarget, copyTargets } from "../../../catalogue/editing/contract.ts";
import { searchCatalogue } from "../../../catalogue/searching/contract.ts";
import { publishedLine } from "../../words.ts";
import { LongTitle } from "../long-title.tsx";
import css from "./editor/edit.css?url";
import { editorTexts } from "./editor/texts.ts";

export const handle = { live: true, texts: [...editorTexts, "problem"] } satisfies Handle;
export const links = () => [{ rel: "stylesheet", href: css }];

type Asked = { isbn?: string; title?: string; name?: string };
type Answer = AnswerOf<typeof askTarget>;
type Found = Answer["records"][number];

const asks = ["isbn", "title", "name"] as const;

export async function loader({ context, request }: LoadArgs) {
  const { call: ask } = pageOf(context);
  const said = new URL(request.url).searchParams;
  const asked: Asked = Object.fromEntries(
    asks.flatMap((of) => {
      const words = said.get(of)?.trim() ?? "";
      return words === "" ? [] : [[of, words]];
    }),
  );
  const { items } = await ask(copyTargets, {});
  const q = asked.isbn ?? asked.title ?? "";
  const own = q === "" ? [] : (await ask(searchCatalogue, { query: { q, limit: 5 } })).items;
  const isAsked = Object.keys(asked).length > 0;
  // Without script the page waits for all of them.
  const answers =
    isAsked && said.has("wait") ? await Promise.all(items.map(({ id }) => answerOf(ask, id, asked))) : null;
  return { asked, targets: items, own, isAsked, answers };
}

async function answerOf(ask: typeof call, target: string, query: Asked): Promise<Answer> {
  try {
    return await ask(askTarget, { params: { target }, query });
  } catch (error) {
    const problem = problemIn(error);
    if (!problem) throw error;
    return { found: null, records: [], troubles: [problem.title] };
  }
}

/** Another library has catalogued it already: what we have ourselves first, then what each of the others has. */
export default function DeskCopying({ loaderData }: PageProps<typeof loader>) {
  const { asked, targets, own, isAsked } = loaderData;
  const t = useText();
  const answers = useAnswers(loaderData);
  // Without script nobody is asked until somebody presses the link.
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const answered = answers.filter((one) => one !== null).length;
  return (
    <ShellDesk title={t("copying.title")} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/editing", label: t("edit.title") }]}
        />
        {targets.length === 0 && <Empty title={t("copying.none")}>{t("copying.none.do")}</Empty>}
        <Form method="get" label={t("copying.ask")}>
          <Field name="isbn" label="ISBN" value={asked.isbn} chars={20} optional autoFocus />
          <Field name="title" label={t("copying.by-title")} value={asked.title} optional />
          <Field name="name" label={t("copying.by-name")} value={asked.name} optional />
          <Button>{t("copying.ask")}</Button>
        </Form>
        {own.length > 0 && (
          <Section title={t("copying.own", { count: own.length })} note={t("copying.own.note")}>
            <Rows>
              {own.map((one) => (
                <Row
                  key={one.id}
                  href={`/desk/catalogue/records/${one.id}/edit`}
                  title={<LongTitle>{one.title || t("edit.untitled")}</LongTitle>}
                  note={publishedLine(one)}
                />
              ))}
            </Rows>
          </Section>
        )}
        {isAsked && targets.length > 0 && (
          <>
            {loaderData.answers === null && (
              <noscript>
                <p>
                  <a href={`?${new URLSearchParams({ ...asked, wait: "yes" })}`}>{t("copying.wait")}</a>
                </p>
              </noscript>
            )}
            {answered < targets.length && isLive && (
              <Progress label={t("copying.asking")} value={answered} max={targets.length} />
            )}
            {targets.map(({ id, name }, n) => (
              <Section key={id} title={name} note={isLive || answers[n] ? noteOf(answers[n] ?? null, t) : ""}>
                <AnswerOfOne target={id} answer={answers[n] ?? null} />
              </Section>
            ))}
          </>
        )}
      </div>
    </ShellDesk>
  );
}

function noteOf(answer: Answer | null, t: ReturnType<typeof useText>): string {
  if (answer === null) return t("copying.waiting");
  return answer.found === null ? "" : t("copying.found", { count: answer.found });
}

/** All are asked at once; each is shown when it comes. */
function useAnswers({
  asked,
  targets,
  isAsked,
  answers,
}: PageProps<typeof loader>["loaderData"]): (Answer | null)[] {
  const [come, setCome] = useState<(Answer | null)[]>(answers ?? targets.map(() => null));
  useEffect(() => {
    if (!isAsked || answers) return;
    let left = false;
    targets.forEach(async ({ id }, n) => {
      const answer = await answerOf(call, id, asked);
      if (!left) setCome((before) => before.with(n, answer));
    });
    return () => {
      left = true;
    };
  }, [asked, targets, isAsked, answers]);
  return come;
}

function AnswerOfOne({ target, answer }: { target: string; answer: Answer | null }) {
  const t = useText();
  if (answer === null) return null;
  return (
    <>
      {answer.troubles.map((trouble) => (
        <p key={trouble} className="field-error">
          {trouble}
        </p>
      ))}
      {answer.records.length === 0 && answer.troubles.length === 0 && (
        <p className="quiet">{t("copying.nothing")}</p>
      )}
      {answer.records.map((record) => (
        <FoundOne key={record.position} target={target} record={record} />
      ))}
    </>
  );
}

function FoundOne({ target, record }: { target: string; record: Found }) {
  const t = useText();
  const { title, isbns, flavour, lines, leftOut, original } = record;
  return (
    <div className="edit-found">
      <p>
        <strong dir="auto">
          <LongTitle>{title || t("edit.untitled")}</LongTitle>
        </strong>
      </p>
      <p className="quiet">
        {publishedLine(record)} · {t(`library.flavour.${flavour}`)}
        {isbns[0] && ` · ISBN ${isbns[0]}`}
      </p>
      <details>
        <summary>{t("copying.preview")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <pre tabIndex={0} dir="auto">
          {lines}
        </pre>
      </details>
      <form method="post" action={`/desk/catalogue/records/new?flavour=${flavour}`}>
        <FormKey />
        <input type="hidden" name="do" value="take" />
        <input type="hidden" name="flavour" value={flavour} />
        <input type="hidden" name="lines" value={lines} />
        <input type="hidden" name="target" value={target} />
        <input type="hidden" name="original" value={original} />
        <input type="hidden" name="leftOut" value={leftOut.join(" ")} />
        <Button kind="quiet">{t("copying.take")}</Button>
      </form>
    </div>
  );
}
