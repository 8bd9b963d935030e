import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, type Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { RuleDays } from "#web/rule-days.tsx";
import { usePage } from "#web/text.tsx";
import { houseRules, poolsAsked, putHouseRule, ruleKinds, termsFrom, termValues } from "../rules/contract.ts";
import { HouseChoice, housesAsked } from "./house-choice.tsx";
import { type Body, kindAsked, TermFields } from "./rule-fields.tsx";

type Version = AnswerOf<typeof houseRules>["own"][number];

export async function loader(asked: LoadArgs) {
  const { call } = pageOf(asked.context);
  const query = new URL(asked.request.url).searchParams;
  const houses = await housesAsked(asked);
  return {
    houses,
    rules: houses.chosen && (await call(houseRules, { query: { organisation: houses.chosen.id } })),
    kind: kindAsked(query.get("kind")),
    onlyFor: query.get("for"),
    channel: query.get("pool"),
    saved: query.has("saved"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
  const kind = kindAsked(typed("kind"));
  const organisation = typed("organisation");
  try {
    // What is none of them the contract refuses.
    const body = {
      organisation,
      kind,
      onlyFor: typed("onlyFor") || null,
      channel: typed("channel") || null,
      effect: typed("effect"),
      terms: kind && typed("effect") === "limit" ? termsFrom(form, "terms", [kind]) : {},
      since: typed("since") || null,
      until: typed("until") || null,
      basis: typed("basis"),
      after: Number(typed("after")),
    } as Body;
    await pageOf(context).call(putHouseRule, { body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/rules?${new URLSearchParams({ organisation, saved: "" })}`);
}

// texts: house-rules.kind.* house-rules.effect.* pool.*
/** 预约规定: what an organisation asks of whoever books, by when, and by which rule above it. */
export default function DeskRules({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { houses, rules, kind, onlyFor, channel, saved } = loaderData;
  const { text: t } = usePage();
  const organisation = houses.chosen;
  const here = (more: Record<string, string>) =>
    `/desk/rules?${new URLSearchParams({ organisation: organisation?.id ?? "", ...more })}`;
  const own = rules?.own ?? [];
  const inForce = own.filter(({ standing, effect }) => standing === "in-force" && effect !== "repealed");
  const coming = own.filter(({ standing }) => standing === "coming");
  const past = own.filter((one) => !inForce.includes(one) && !coming.includes(one));
  const edits = rules?.can.includes("put") ? here : null;
  const sorts = rules?.sorts ?? [];
  if (!organisation || !rules)
    return (
      <ShellDesk title={t("house-rules.title")} section="events">
        <Empty title={t("house-rules.nowhere")}>
          <a href="/desk">{t("desk.nav.today")}</a>
        </Empty>
      </ShellDesk>
    );
  return (
    <ShellDesk
      title={t("house-rules.title")}
      section="events"
      organisation={organisation.name}
      actions={
        <ButtonLink
          kind="quiet"
          href={`/desk/rules/trial?${new URLSearchParams({ organisation: organisation.id })}`}
        >
          {t("house-rules.trial.title")}
        </ButtonLink>
      }
    >
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.nav.events") }]} />
        {saved && !actionData && <Notice kind="done" live title={t("house-rules.saved")} />}
        <HouseChoice houses={houses} action="/desk/rules" />
        <p>{t("house-rules.lead")}</p>
        <Section title={t("house-rules.in-force")} id="in-force">
          {inForce.length === 0 ? (
            <p className="quiet">{t("house-rules.none")}</p>
          ) : (
            <Versions caption={t("house-rules.in-force")} {...{ sorts, edits }} versions={inForce} />
          )}
        </Section>
        {rules.above.length > 0 && (
          <Section title={t("house-rules.above")} id="above">
            <Versions
              caption={t("house-rules.above")}
              {...{ sorts }}
              edits={null}
              versions={rules.above}
              setter
            />
          </Section>
        )}
        {coming.length > 0 && (
          <Section title={t("house-rules.coming")} id="coming">
            <Versions caption={t("house-rules.coming")} {...{ sorts, edits }} versions={coming} />
          </Section>
        )}
        {rules.can.includes("put") && (
          <Section title={t("house-rules.put")} id="put">
            <Tabs
              label={t("house-rules.kind")}
              items={ruleKinds.map((one) => ({
                href: `${here({ kind: one })}#put`,
                label: t(`house-rules.kind.${one}`),
                current: one === kind,
              }))}
            />
            {kind && <h3>{t(`house-rules.kind.${kind}`)}</h3>}
            {kind ? (
              <PutForm
                key={kind}
                {...{ kind, sorts, own }}
                names={rules}
                organisation={organisation.id}
                about={{ onlyFor, channel }}
                problem={actionData?.problem}
                typed={actionData?.values}
              />
            ) : (
              <p className="quiet">{t("house-rules.choose-kind")}</p>
            )}
          </Section>
        )}
        {past.length > 0 && (
          <Section title={t("house-rules.past")} id="past">
            <Versions caption={t("house-rules.past")} {...{ sorts }} edits={null} versions={past} />
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

interface VersionsProps {
  caption: string;
  versions: readonly Version[];
  sorts: readonly { code: string; name: string }[];
  /** The page with the form of the next version; null where none is written. */
  edits: ((more: Record<string, string>) => string) | null;
  /** Who set each is told. */
  setter?: true;
}

function Versions({ caption, versions, sorts, edits, setter }: VersionsProps) {
  const { text: t } = usePage();
  const sortOf = (code: string) => sorts.find((sort) => sort.code === code)?.name ?? code;
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "kind", label: t("house-rules.kind") },
        { key: "says", label: t("house-rules.says"), prose: true },
        { key: "about", label: t("house-rules.about"), prose: true },
        { key: "since", label: t("house-rules.since") },
        { key: "until", label: t("house-rules.until") },
        { key: "basis", label: t("house-rules.basis"), prose: true },
        ...(setter ? [{ key: "setter", label: t("house-rules.organisation") }] : []),
        ...(edits ? [{ key: "next", label: t("house-rules.next") }] : []),
      ]}
      rows={versions.map((one) => {
        const { kind, onlyFor, channel, version, says, effect, since, until, basis, setBy } = one;
        const name = t(`house-rules.kind.${kind}`);
        return {
          key: [kind, onlyFor, channel, version, setBy].join(" "),
          cells: [
            name,
            says ?? t(`house-rules.effect-of.${effect}`, { kind: name }),
            [
              onlyFor === null ? t("house-rules.all-sorts") : sortOf(onlyFor),
              channel === null ? t("house-rules.all-pools") : t(`pool.${channel}`),
            ].join(" · "),
            t.formats.momentText(moment(since)),
            until === null ? "–" : t.formats.momentText(moment(until)),
            basis,
            ...(setter ? [setBy] : []),
            ...(edits
              ? [
                  <a
                    key="next"
                    href={`${edits({ kind, ...(onlyFor && { for: onlyFor }), ...(channel && { pool: channel }) })}#put`}
                    aria-label={t("house-rules.next-of", { kind: name })}
                  >
                    {t("house-rules.next-do")}
                  </a>,
                ]
              : []),
          ],
        };
      })}
    />
  );
}

interface PutFormProps {
  kind: Version["kind"];
  organisation: string;
  sorts: readonly { code: string; name: string }[];
  own: readonly Version[];
  names: Pick<AnswerOf<typeof houseRules>, "checks" | "organisationKinds">;
  /** Which of the rules of this kind the next version is of. */
  about: { onlyFor: string | null; channel: string | null };
  problem: Parameters<typeof Field>[0]["problem"];
  typed: Record<string, string> | undefined;
}

function PutForm({ kind, organisation, sorts, own, names, about, problem, typed }: PutFormProps) {
  const { text: t } = usePage();
  const onlyFor = (typed?.onlyFor ?? about.onlyFor) || null;
  const channel = (typed?.channel ?? about.channel) || null;
  const last = own.find((one) => one.kind === kind && one.onlyFor === onlyFor && one.channel === channel);
  const values = typed ?? (last?.terms ? termValues(last.terms, "terms") : {});
  return (
    <Form problem={problem} label={t("house-rules.put")}>
      <input type="hidden" name="organisation" value={organisation} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="after" value={last?.version ?? 0} />
      <Choice
        name="effect"
        label={t("house-rules.effect")}
        value={values.effect ?? "limit"}
        options={(last && last.effect !== "repealed"
          ? (["limit", "none", "repealed"] as const)
          : (["limit", "none"] as const)
        ).map((value) => ({
          value,
          label: t(`house-rules.effect.${value}`),
        }))}
        problem={problem}
      />
      <TermFields kind={kind} names={names} prefix="terms" values={values} problem={problem} />
      <Select
        name="onlyFor"
        label={t("house-rules.only-for")}
        value={onlyFor ?? ""}
        empty={t("house-rules.all-sorts")}
        options={codeOptionsOf(sorts)}
        problem={problem}
        optional
      />
      <Select
        name="channel"
        label={t("house-rules.channel")}
        value={channel ?? ""}
        empty={t("house-rules.all-pools")}
        options={poolsAsked(kind).map((value) => ({ value, label: t(`pool.${value}`) }))}
        problem={problem}
        optional
      />
      <RuleDays
        words={{
          since: t("house-rules.since-day"),
          until: t("house-rules.until-day"),
          basis: t("house-rules.basis"),
          basisHint: t("house-rules.basis-hint"),
        }}
        values={values}
        problem={problem}
      />
      <Button>{t("house-rules.put-do")}</Button>
    </Form>
  );
}
