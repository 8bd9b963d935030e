import type { AnswerOf, InputOf } from "#contract";
import { dayOfIso } from "#libs/texts";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { codeOptionsOf, optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { guarantees, tryLoanRules } from "../../../circulation/rules/contract.ts";
import { LendingTabs } from "./lending-tabs.tsx";
import { Questions } from "./questions.tsx";
import { About, Says } from "./rule-words.tsx";

type Query = InputOf<typeof tryLoanRules>["query"];

/** What an address may ask; the language of the page stands there too. */
const asks = [
  ...["owner", "type", "place", "shelf", "category", "home", "guarantee"],
  ...["at", "back", "lent", "returned"],
];

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const values = Object.fromEntries(
    asks.flatMap((name) => {
      const value = search.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  // What is none of these days, places and words the contract refuses.
  const answer = await pageOf(context).call(tryLoanRules, { query: values as Query });
  return { ...answer, values };
}

type Answer = AnswerOf<typeof tryLoanRules>;
type Ruled = NonNullable<Answer["ruled"]>;

/** 试一试: which rule decides on a loan, why, until when, how many, and what bringing it back would mean. */
export default function DeskWhatIf({ loaderData }: PageProps<typeof loader>) {
  const { choices, ruled, values } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("what-if.title")} section="till">
      <div className="stack">
        <LendingTabs current="what-if" />
        {ruled && <Result ruled={ruled} returned={values.returned} />}
        <Asked choices={choices} values={values} />
        {ruled && <Others ruled={ruled} />}
      </div>
    </ShellDesk>
  );
}

// texts: guarantee.*
function Asked({ choices, values }: Pick<Answer, "choices"> & { values: Record<string, string> }) {
  const t = useText();
  const select = (
    name: string,
    label: string,
    options: readonly { value: string; label: string }[],
    empty?: string,
  ) => (
    <Select
      name={name}
      label={label}
      value={values[name] ?? (empty === undefined ? options[0]?.value : "")}
      options={options}
      {...(empty !== undefined && { empty, optional: true as const })}
    />
  );
  return (
    <Form method="get" action="/desk/lending/what-if" label={t("what-if.title")}>
      <p>{t("what-if.lead")}</p>
      <Questions title={t("what-if.loan")}>
        <div className="row">
          {select("at", t("what-if.at"), optionsOf(choices.places), t("what-if.at.choose"))}
          {select("back", t("what-if.back"), optionsOf(choices.places), t("what-if.back.same"))}
        </div>
        <div className="row">
          <DateField name="lent" label={t("what-if.lent")} value={values.lent} optional />
          <DateField name="returned" label={t("what-if.returned")} value={values.returned} optional />
        </div>
      </Questions>
      <Questions title={t("what-if.item")}>
        <div className="row">
          {select("type", t("what-if.type"), codeOptionsOf(choices.types))}
          {select("owner", t("what-if.owner"), optionsOf(choices.organisations), t("what-if.owner.usual"))}
        </div>
        <div className="row">
          {select("place", t("what-if.place"), optionsOf(choices.places), t("loan-rules.any"))}
          <Field name="shelf" label={t("what-if.shelf")} chars={12} value={values.shelf} optional />
        </div>
      </Questions>
      <Questions title={t("what-if.reader")}>
        <div className="row">
          {select("category", t("what-if.category"), codeOptionsOf(choices.categories))}
          {select(
            "guarantee",
            t("what-if.guarantee"),
            guarantees.map((value) => ({ value, label: t(`guarantee.${value}`) })),
          )}
          {select("home", t("what-if.home"), optionsOf(choices.organisations), t("what-if.home.usual"))}
        </div>
      </Questions>
      <Button>{t("what-if.do")}</Button>
    </Form>
  );
}

function Result({ ruled, returned }: { ruled: Ruled; returned: string | undefined }) {
  const t = useText();
  const { rule, due, limits } = ruled;
  return (
    <Section title={t("what-if.result")} id="result">
      <Facts
        items={[
          {
            term: t("what-if.due"),
            value: due ? (
              <>
                <strong>{t.formats.fullDayText(dayOfIso(due.day))}</strong>
                {due.movedFrom !== null && (
                  <p className="quiet small">{t("what-if.due.moved", { from: due.movedFrom })}</p>
                )}
                {due.renewals.length > 0 && (
                  <p className="quiet small">
                    {t("what-if.renewals")}{" "}
                    {t.formats.listText(due.renewals.map((day) => t.formats.dayText(dayOfIso(day))))}
                  </p>
                )}
              </>
            ) : (
              <strong>{t("what-if.not-lent")}</strong>
            ),
          },
          {
            term: t("what-if.rule"),
            value: rule ? (
              <>
                <p>
                  {rule.basis}（{rule.setBy}）
                </p>
                <p className="quiet small">{t("what-if.matched")}</p>
                <About matches={rule.matches} />
              </>
            ) : (
              t("what-if.no-rule")
            ),
          },
          { term: t("what-if.terms"), value: <Says says={ruled.says} /> },
          ...(ruled.returned && returned
            ? [
                {
                  term: t("what-if.returned-says", { day: returned }),
                  value: (
                    <>
                      <p>{t("what-if.late", { days: ruled.returned.lateDays, cost: ruled.returned.says })}</p>
                      {ruled.returned.amnesty !== null && (
                        <p>{t("what-if.amnesty", { basis: ruled.returned.amnesty })}</p>
                      )}
                      {ruled.returned.elsewhere && <p>{t("what-if.elsewhere")}</p>}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Table
        caption={t("what-if.limits")}
        columns={[
          { key: "most", label: t("loan-limits.most") },
          { key: "counts", label: t("loan-limits.counts"), prose: true },
          { key: "readers", label: t("loan-limits.readers"), prose: true },
          { key: "basis", label: t("loan-rules.basis"), prose: true },
          { key: "setter", label: t("loan-rules.set-by"), prose: true },
        ]}
        rows={limits.map((one) => ({
          key: `${one.most} ${one.counts} ${one.readers} ${one.setBy}`,
          cells: [
            t("loan-limits.most-of", { most: one.most }),
            one.counts,
            one.readers,
            one.basis,
            one.setBy,
          ],
        }))}
      />
    </Section>
  );
}

function Others({ ruled: { others, othersLeftOut } }: { ruled: Ruled }) {
  const t = useText();
  const lost = others.filter(({ outcome }) => outcome === "lost");
  const notAbout = others.filter(({ outcome }) => outcome === "not-about");
  return (
    <>
      <Section title={t("what-if.lost")} id="lost">
        {lost.length === 0 ? (
          <p className="quiet">{t("what-if.lost.none")}</p>
        ) : (
          <Compared caption={t("what-if.lost")} rules={lost} by={t("what-if.lost-by")} />
        )}
      </Section>
      {notAbout.length > 0 && (
        <details>
          <summary>{t("what-if.not-about", { count: notAbout.length + othersLeftOut })}</summary>
          <Compared
            caption={t("what-if.not-about", { count: notAbout.length + othersLeftOut })}
            rules={notAbout}
            by={t("what-if.not-about-by")}
          />
          {othersLeftOut > 0 && <p>{t("what-if.left-out", { count: othersLeftOut })}</p>}
        </details>
      )}
    </>
  );
}

function Compared({ caption, rules, by }: { caption: string; rules: Ruled["others"]; by: string }) {
  const t = useText();
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "by", label: by },
        { key: "about", label: t("loan-rules.about"), prose: true },
        { key: "says", label: t("loan-rules.says"), prose: true },
        { key: "setter", label: t("loan-rules.set-by"), prose: true },
      ]}
      rows={rules.map((one) => ({
        key: one.id,
        cells: [
          one.by === null ? t("what-if.lost-by.nearer") : t("loan-rule.column", { column: one.by }),
          <About key="about" matches={one.matches} />,
          <Says key="says" says={one.says} />,
          one.setBy,
        ],
      }))}
    />
  );
}
