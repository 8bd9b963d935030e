import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import {
  addBudget,
  addSupplier,
  approveBudget,
  endSupplier,
  getMoney,
  yuanOf,
} from "../../../acquiring/orders/contract.ts";
import { type Asked, Fields, type Refused } from "../fields.tsx";
import { fenIn, yuanText } from "../yuan.ts";
import { AcquiringTabs } from "./acquiring-tabs.tsx";
import { paysField } from "./order-line.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(getMoney, {});
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: said(form, "id") } };
  const organisationId = said(form, "organisationId");
  try {
    switch (said(form, "do")) {
      case "approve":
        await call(approveBudget, { ...of, body: { amountFen: fenIn(form, "amountFen") } }, keyOf(form));
        break;
      case "budget":
        await call(
          addBudget,
          {
            body: {
              organisationId,
              year: numberOf(form, "year"),
              name: said(form, "name"),
              amountFen: fenIn(form, "amountFen"),
            },
          },
          keyOf(form),
        );
        break;
      case "end":
        await call(endSupplier, { ...of, body: {} }, keyOf(form));
        break;
      case "supplier":
        await call(
          addSupplier,
          {
            body: {
              organisationId,
              name: said(form, "name"),
              contact: said(form, "contact"),
              pays: numberOf(form, "pays"),
              days: numberOf(form, "days"),
            },
          },
          keyOf(form),
        );
        break;
      default:
        throw unknownAct(pageOf(context));
    }
    return redirect("/desk/acquiring/money");
  } catch (error) {
    return formProblem(error, form);
  }
}

type Money = AnswerOf<typeof getMoney>;

/** What the asker's houses may spend and whom they buy from. */
export default function DeskMoney({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { organisations, budgets, suppliers, year } = loaderData;
  const t = useText();
  const refusedOf = (what: string): Refused =>
    actionData?.values.do === what ? actionData : { values: {}, problem: undefined };
  return (
    <ShellDesk title={t("acquiring.way.money")} section="library">
      <div className="stack">
        <AcquiringTabs current="money" />
        <Section title={t("budget.title")}>
          <Budgets budgets={budgets} />
          {budgets
            .filter(({ mayDecide }) => mayDecide)
            .map((budget) => (
              <details key={budget.id} open={!budget.isApproved || actionData?.values.id === budget.id}>
                <summary>
                  {t(budget.isApproved ? "budget.change-of" : "budget.approve-of", { name: budget.name })}
                </summary>
                <Approve
                  budget={budget}
                  problem={actionData?.values.id === budget.id ? actionData.problem : undefined}
                />
              </details>
            ))}
        </Section>
        {organisations.length > 0 && (
          <AddBudget organisations={organisations} year={year} {...refusedOf("budget")} />
        )}
        <Section title={t("supplier.title")}>
          <Suppliers suppliers={suppliers} />
        </Section>
        {organisations.length > 0 && <AddSupplier organisations={organisations} {...refusedOf("supplier")} />}
      </div>
    </ShellDesk>
  );
}

function Budgets({ budgets }: Pick<Money, "budgets">) {
  const t = useText();
  return (
    <Listed
      caption={t("budget.title")}
      none={{ title: t("budget.none"), do: t("budget.none.do") }}
      columns={[
        { key: "name", label: t("budget.name") },
        { key: "year", label: t("budget.year"), numeric: true },
        { key: "house", label: t("order.house") },
        { key: "amount", label: t("budget.amount"), numeric: true },
        { key: "committed", label: t("budget.committed"), numeric: true },
        { key: "spent", label: t("budget.spent"), numeric: true },
        { key: "left", label: t("budget.left"), numeric: true },
        { key: "state", label: t("batch.state") },
      ]}
      rows={budgets.map((one) => ({
        key: one.id,
        cells: [
          <bdi key="name">{one.name}</bdi>,
          String(one.year),
          <bdi key="house">{one.organisation.name}</bdi>,
          yuanText(t, one.amountFen),
          yuanText(t, one.committedFen),
          yuanText(t, one.spentFen),
          yuanText(t, one.leftFen),
          t(one.isApproved ? "budget.approved" : "budget.proposed"),
        ],
      }))}
    />
  );
}

const amountField = (t: Text, start = ""): Asked => ({
  name: "amountFen",
  label: t("budget.amount"),
  start,
  inputMode: "decimal",
  chars: 12,
});

function Approve({ budget, problem }: { budget: Money["budgets"][number]; problem: Problem | undefined }) {
  const t = useText();
  return (
    <Form problem={problem} label={t("budget.approve-of", { name: budget.name })}>
      <input type="hidden" name="id" value={budget.id} />
      <Fields values={{}} problem={problem} of={[amountField(t, yuanOf(budget.amountFen))]} />
      <Button name="do" value="approve">
        {t(budget.isApproved ? "budget.change" : "budget.approve")}
      </Button>
    </Form>
  );
}

/** One house needs no choice. */
function House({ organisations, values, problem }: Pick<Money, "organisations"> & Refused) {
  const t = useText();
  const [first, ...others] = organisations;
  if (others.length === 0) return <input type="hidden" name="organisationId" value={first?.id} />;
  return (
    <Select
      name="organisationId"
      label={t("order.house")}
      value={values.organisationId ?? first?.id}
      options={optionsOf(organisations)}
      problem={problem}
    />
  );
}

function AddBudget({
  organisations,
  year,
  values,
  problem,
}: Pick<Money, "organisations" | "year"> & Refused) {
  const t = useText();
  return (
    <SectionForm title={t("budget.add")} does="budget" problem={problem}>
      <House organisations={organisations} values={values} problem={problem} />
      <Fields
        values={values}
        problem={problem}
        of={[
          { name: "name", label: t("budget.name"), hint: t("budget.name.hint"), chars: 20 },
          { name: "year", type: "number", label: t("budget.year"), start: year, chars: 4 },
          amountField(t),
        ]}
      />
    </SectionForm>
  );
}

function Suppliers({ suppliers }: Pick<Money, "suppliers">) {
  const t = useText();
  return (
    <Listed
      caption={t("supplier.title")}
      none={{ title: t("supplier.none"), do: t("supplier.none.do") }}
      columns={[
        { key: "name", label: t("supplier.name") },
        { key: "house", label: t("order.house") },
        { key: "contact", label: t("supplier.contact"), prose: true },
        { key: "pays", label: t("supplier.pays"), numeric: true },
        { key: "days", label: t("supplier.days"), numeric: true },
        { key: "do", label: t("weeding.change") },
      ]}
      rows={suppliers.map((one) => ({
        key: one.id,
        cells: [
          <bdi key="name">{one.name}</bdi>,
          <bdi key="house">{one.organisation.name}</bdi>,
          <bdi key="contact">{one.contact || "–"}</bdi>,
          `${one.pays}%`,
          t.formats.numberText(one.days),
          one.mayEnd ? (
            <Form key="do" label={t("supplier.end-one", { name: one.name })}>
              <input type="hidden" name="id" value={one.id} />
              <Button kind="link" name="do" value="end">
                {t("supplier.end")}
                <span className="unseen"> {one.name}</span>
              </Button>
            </Form>
          ) : (
            "–"
          ),
        ],
      }))}
    />
  );
}

function AddSupplier({ organisations, values, problem }: Pick<Money, "organisations"> & Refused) {
  const t = useText();
  return (
    <SectionForm title={t("supplier.add")} does="supplier" problem={problem}>
      <House organisations={organisations} values={values} problem={problem} />
      <Fields
        values={values}
        problem={problem}
        of={[
          { name: "name", label: t("supplier.name") },
          { name: "contact", label: t("supplier.contact"), hint: t("supplier.contact.hint"), optional: true },
          paysField(t, 100),
          {
            name: "days",
            type: "number",
            label: t("supplier.days"),
            hint: t("supplier.days.hint"),
            start: 30,
            min: 1,
            max: 365,
            chars: 4,
          },
        ]}
      />
    </SectionForm>
  );
}
