import type { InputOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { houseRules, poolChannels, tryHouseRules } from "../rules/contract.ts";
import { HouseFields, housesAsked } from "./house-choice.tsx";

type Query = InputOf<typeof tryHouseRules>["query"];

export async function loader(asked: LoadArgs) {
  const { call } = pageOf(asked.context);
  const values = Object.fromEntries(new URL(asked.request.url).searchParams);
  const houses = await housesAsked(asked);
  const organisation = houses.chosen?.id;
  if (!organisation) return { houses, sorts: [], values, rules: null };
  const { sorts } = await call(houseRules, { query: { organisation } });
  const { day = "", asked: on = "", born, level, size, channel, sort } = values;
  // The address holds words; the contract reads numbers out of them and refuses what is none.
  const query = {
    ...{
      organisation,
      day,
      asked: on || day,
      level: level || "0",
      size: size || "1",
      channel: channel || "online",
    },
    ...{ ...(born && { born }), ...(sort && { sort }) },
  } as unknown as Query;
  const rules = day ? (await call(tryHouseRules, { query })).rules : null;
  return { houses, sorts, values, rules };
}

const outcomes = { met: "open", unmet: "refused", depends: "soon" } as const;

// texts: house-rules.kind.* house-rules.outcome.* pool.* level.*
/** 试一试: which rule says what to somebody of this age and level who books on this day. */
export default function DeskRulesTrial({ loaderData }: PageProps<typeof loader>) {
  const { houses, sorts, values, rules } = loaderData;
  const { text: t } = usePage();
  return (
    <ShellDesk title={t("house-rules.trial.title")} section="events">
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/rules", label: t("house-rules.title") }]} />
        {houses.chosen === null ? (
          <Empty title={t("house-rules.nowhere")}>
            <a href="/desk">{t("desk.nav.today")}</a>
          </Empty>
        ) : (
          <Form method="get" action="/desk/rules/trial" label={t("house-rules.trial.title")}>
            <p>{t("house-rules.trial.lead")}</p>
            <HouseFields houses={houses} />
            <div className="row">
              <DateField name="day" label={t("house-rules.trial.day")} value={values.day} />
              <DateField name="asked" label={t("house-rules.trial.asked")} value={values.asked} optional />
              <DateField name="born" label={t("house-rules.trial.born")} value={values.born} optional />
            </div>
            <div className="row">
              <Field
                name="size"
                type="number"
                min={1}
                chars={4}
                label={t("house-rules.trial.size")}
                value={values.size ?? "1"}
              />
              <Select
                name="level"
                label={t("house-rules.field.level")}
                value={values.level ?? "0"}
                options={["0", "1", "2", "3"].map((value) => ({ value, label: t(`level.${value}`) }))}
              />
              <Select
                name="channel"
                label={t("house-rules.channel")}
                value={values.channel ?? "online"}
                options={poolChannels.map((value) => ({ value, label: t(`pool.${value}`) }))}
              />
              <Select
                name="sort"
                label={t("house-rules.only-for")}
                value={values.sort ?? ""}
                empty={t("house-rules.trial.any-sort")}
                options={codeOptionsOf(sorts)}
                optional
              />
            </div>
            <Button>{t("house-rules.trial.do")}</Button>
          </Form>
        )}
        {rules && (
          <Section title={t("house-rules.trial.result")} id="result">
            {rules.length === 0 ? (
              <p>{t("house-rules.trial.free")}</p>
            ) : (
              <Table
                caption={t("house-rules.trial.result")}
                hideCaption
                columns={[
                  { key: "kind", label: t("house-rules.kind") },
                  { key: "says", label: t("house-rules.says"), prose: true },
                  { key: "outcome", label: t("house-rules.trial.outcome") },
                  { key: "why", label: t("house-rules.trial.why"), prose: true },
                  { key: "setter", label: t("house-rules.organisation") },
                  { key: "basis", label: t("house-rules.basis"), prose: true },
                ]}
                rows={rules.map(({ kind, says, outcome, why, setBy, basis }) => ({
                  key: kind,
                  cells: [
                    t(`house-rules.kind.${kind}`),
                    says,
                    <State key="outcome" kind={outcomes[outcome]}>
                      {t(`house-rules.outcome.${outcome}`)}
                    </State>,
                    why ?? "–",
                    setBy,
                    basis,
                  ],
                }))}
              />
            )}
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
