import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { beginOrder, listOrders } from "../../../acquiring/orders/contract.ts";
import { yuanText } from "../yuan.ts";
import { AcquiringTabs } from "./acquiring-tabs.tsx";
import { BudgetSelect } from "./budget-select.tsx";

export async function loader({ context, request }: LoadArgs) {
  const over = new URL(request.url).searchParams.has("over");
  return { ...(await pageOf(context).call(listOrders, { query: over ? { over: "yes" } : {} })), over };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const kind = said(form, "kind") === "gift" ? "gift" : "purchase";
  try {
    const { organisations, budgets } = await call(listOrders, { query: {} });
    // What is paid from a house's budget is ordered by that house.
    const budget = kind === "gift" ? undefined : budgets.find(({ id }) => id === said(form, "budgetId"));
    const body = {
      organisationId:
        budget?.organisation.id ?? (said(form, "organisationId") || (organisations[0]?.id ?? "")),
      kind,
      supplierId: said(form, "supplierId") || null,
      budgetId: budget?.id ?? null,
      note: said(form, "note"),
    } as const;
    const { id } = await call(beginOrder, { body }, keyOf(form));
    return redirect(`/desk/acquiring/orders/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Orders = AnswerOf<typeof listOrders>;

// texts: order.state.* order.kind.*
/** Orders and gifts of the asker's houses, and beginning one. */
export default function DeskOrders({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, organisations, over } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("acquiring.way.orders")} section="library">
      <div className="stack">
        <AcquiringTabs current="orders" />
        <Tabs
          label={t("order.which")}
          items={[
            { href: "/desk/acquiring/orders", label: t("order.under-way"), current: !over },
            { href: "/desk/acquiring/orders?over", label: t("order.over"), current: over },
          ]}
        />
        <Listed
          none={{ title: t("order.none"), do: t("order.none.do") }}
          caption={t("acquiring.way.orders")}
          columns={[
            { key: "number", label: t("order.number") },
            { key: "state", label: t("batch.state") },
            { key: "supplier", label: t("order.from") },
            { key: "copies", label: t("order.came"), numeric: true },
            { key: "cost", label: t("order.cost"), numeric: true },
            { key: "due", label: t("order.due") },
            { key: "house", label: t("order.house") },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="number" href={`/desk/acquiring/orders/${one.id}`} dir="ltr">
                {one.number}
              </a>,
              one.isLate ? t("order.late") : t(`order.state.${one.state}`),
              <bdi key="supplier">{one.supplier ?? t(`order.kind.${one.kind}`)}</bdi>,
              t("order.came-of", { received: one.received, copies: one.copies }),
              yuanText(t, one.costFen),
              one.dueOn ? t.formats.dayText(day(one.dueOn)) : "–",
              <bdi key="house">{one.organisation.name}</bdi>,
            ],
          }))}
        />
        {organisations.length > 0 && (
          <Section title={t("order.begin")}>
            <Begin orders={loaderData} values={actionData?.values ?? {}} problem={actionData?.problem} />
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

function Begin({
  orders: { organisations, suppliers, budgets },
  values,
  problem,
}: {
  orders: Orders;
  values: Record<string, string>;
  problem: NonNullable<PageProps<typeof loader, typeof action>["actionData"]>["problem"] | undefined;
}) {
  const t = useText();
  return (
    <Form problem={problem} label={t("order.begin")}>
      <Choice
        name="kind"
        label={t("order.kind")}
        value={values.kind ?? "purchase"}
        inline
        options={(["purchase", "gift"] as const).map((value) => ({
          value,
          label: t(`order.kind.${value}`),
        }))}
      />
      {budgets.length === 0 && (
        <p>
          <a href="/desk/acquiring/money">{t("order.no-budget")}</a>
        </p>
      )}
      <BudgetSelect budgets={budgets} hint={t("order.budget.hint")} values={values} problem={problem} />
      <Select
        name="supplierId"
        label={t("order.from")}
        value={values.supplierId ?? suppliers[0]?.id}
        empty={t("order.from.nobody")}
        options={optionsOf(suppliers)}
        problem={problem}
      />
      {organisations.length > 1 && (
        <Select
          name="organisationId"
          label={t("order.gift-to")}
          value={values.organisationId ?? organisations[0]?.id}
          options={optionsOf(organisations)}
          problem={problem}
        />
      )}
      <Field
        name="note"
        label={t("order.note")}
        hint={t("order.note.hint")}
        value={values.note}
        problem={problem}
        optional
      />
      <Button>{t("order.begin")}</Button>
    </Form>
  );
}
