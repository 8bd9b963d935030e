import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
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
import { addLine, listOrders } from "../../../acquiring/orders/contract.ts";
import { decideWish, deskWish } from "../../../acquiring/wishes/contract.ts";
import { LineNumbers, lineIn } from "./order-line.tsx";

export async function loader({ context, params }: LoadArgs) {
  const { call } = pageOf(context);
  const wish = await call(deskWish, { params: { id: params.id ?? "" } });
  const { items } = await call(listOrders, { query: {} });
  const drafts = items.filter(
    ({ state, organisation }) => state === "draft" && organisation.id === wish.organisation.id,
  );
  return { wish, drafts };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  try {
    if (said(form, "do") === "order") {
      const order = { params: { id: said(form, "order") }, body: lineIn(form) };
      await call(addLine, order, keyOf(form));
      return redirect(`/desk/acquiring/orders/${said(form, "order")}`);
    }
    if (said(form, "do") !== "") throw unknownAct(pageOf(context));
    const record = said(form, "record") === "" ? null : numberOf(form, "record");
    // The contract refuses a state that is none.
    const body = { state: said(form, "state") as "considered", reason: said(form, "reason"), record };
    await call(decideWish, { ...of, body }, keyOf(form));
    return redirect(`/desk/acquiring/wishes/${of.params.id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Wish = AnswerOf<typeof deskWish>;
const decisions = ["considered", "arrived", "declined"] as const;

// texts: wish.state.* wish.decide.*
/** One wish: how many want it, where and why; what becomes of it. */
export default function DeskWish({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { wish, drafts } = loaderData;
  const t = useText();
  const refused = actionData ?? { values: {}, problem: undefined };
  const isOrder = actionData?.values.do === "order";
  const none = { values: {}, problem: undefined };
  return (
    <ShellDesk title={wish.title} section="library" organisation={wish.organisation.name}>
      <div className="stack">
        <Trail
          label={t("acquiring.title")}
          items={[{ href: "/desk/acquiring/wishes", label: t("acquiring.way.wishes") }]}
        />
        <Facts items={useFacts(wish)} />
        {wish.mayDecide && wish.state !== "arrived" && wish.state !== "declined" && (
          <Section title={t("wish.decide")}>
            <Decide wish={wish} {...(isOrder ? none : refused)} />
          </Section>
        )}
        {wish.mayDecide && (wish.state === "asked" || wish.state === "considered") && (
          <Section title={t("wish.order")}>
            {drafts.length === 0 ? (
              <p>
                <a href="/desk/acquiring/orders">{t("wish.no-draft")}</a>
              </p>
            ) : (
              <OrderIt wish={wish} drafts={drafts} {...(isOrder ? refused : none)} />
            )}
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

interface Refused {
  values: Record<string, string>;
  problem: Problem | undefined;
}

/** On one of the house's drafts: readers are told when it is sent. */
function OrderIt({
  wish,
  drafts,
  values,
  problem,
}: Refused & { wish: Wish; drafts: PageProps<typeof loader>["loaderData"]["drafts"] }) {
  const t = useText();
  return (
    <Form problem={problem} label={t("wish.order")}>
      <input type="hidden" name="wishId" value={wish.id} />
      {(["title", "author", "publisher"] as const).map((name) => (
        <input key={name} type="hidden" name={name} value={wish[name]} />
      ))}
      <input type="hidden" name="isbn" value={wish.isbn ?? ""} />
      <Select
        name="order"
        label={t("wish.order-on")}
        value={values.order ?? drafts[0]?.id}
        options={drafts.map(({ id, number, supplier }) => ({
          value: id,
          label: [number, supplier].filter(Boolean).join(" · "),
        }))}
        problem={problem}
      />
      <LineNumbers places={wish.places} pays={100} isGift={false} values={values} problem={problem} />
      <Button name="do" value="order">
        {t("wish.order")}
      </Button>
    </Form>
  );
}

function Decide({ wish, values, problem }: Refused & { wish: Wish }) {
  const t = useText();
  const may = decisions.filter(
    (one) => one !== wish.state && (wish.state !== "ordered" || one !== "declined"),
  );
  return (
    <Form problem={problem} label={t("wish.decide")}>
      <p className="quiet">{t("wish.decide.note", { count: wish.wishers })}</p>
      <Choice
        name="state"
        label={t("wish.becomes")}
        value={values.state ?? may[0]}
        options={may.map((value) => ({ value, label: t(`wish.decide.${value}`) }))}
        problem={problem}
      />
      <Field
        name="reason"
        label={t("wish.reason")}
        hint={t("wish.reason.hint")}
        value={values.reason}
        problem={problem}
        optional
      />
      <Field
        name="record"
        label={t("wish.record")}
        hint={t("wish.record.hint")}
        value={values.record ?? wish.record ?? ""}
        inputMode="numeric"
        chars={12}
        problem={problem}
        optional
      />
      <Button>{t("wish.decide.do")}</Button>
    </Form>
  );
}

function useFacts(wish: Wish) {
  const t = useText();
  const said = (term: string, value: string | null) =>
    value ? [{ term, value: <bdi key={term}>{value}</bdi> }] : [];
  return [
    { term: t("batch.state"), value: t(`wish.state.${wish.state}`) },
    { term: t("wish.wishers"), value: t("wish.wanted-by", { count: wish.wishers }) },
    ...said(t("wish.author"), wish.author),
    ...said(t("wish.publisher"), wish.publisher),
    ...said("ISBN", wish.isbn),
    ...(wish.record
      ? [
          {
            term: t("wish.in-catalogue"),
            value: (
              <a key="record" href={`/catalogue/${wish.record}`}>
                {wish.record}
              </a>
            ),
          },
        ]
      : []),
    ...said(
      t("wish.fetched-at"),
      wish.places.map(({ name, count }) => t("wish.place-count", { name, count })).join("、"),
    ),
    ...(wish.whys.length > 0
      ? [
          {
            term: t("wish.whys"),
            value: (
              <ul key="whys" className="plain">
                {[...new Set(wish.whys)].map((why) => (
                  <li key={why} dir="auto">
                    {why}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...said(t("wish.told"), wish.reason),
    { term: t("wish.first-asked"), value: t.formats.momentText(moment(wish.askedAt)) },
  ];
}
