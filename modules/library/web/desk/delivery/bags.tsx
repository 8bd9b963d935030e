import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day as dayIn } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { Refused } from "../fields.tsx";
import { whyText } from "../till/till-words.ts";
import type { Deliveries } from "./deliveries.tsx";

type Bag = Deliveries["bags"][number];

const stateKinds: Record<Bag["state"], StateKind> = {
  open: "soon",
  packed: "open",
  out: "soon",
  delivered: "closed",
  back: "closed",
};

/** The bags of a day, and of days before what is not done with. */
export function Bags({ bags, day, values, problem }: Deliveries & Refused) {
  const t = useText();
  return (
    <Section title={t("delivery.all-bags")}>
      {bags.length === 0 ? (
        <p className="quiet">{t("delivery.bags.none")}</p>
      ) : (
        <ul className="plain stack-wide">
          {bags.map((bag) => (
            <li key={bag.id} className="card stack-tight">
              <OneBag bag={bag} otherDay={bag.day !== day} refused={{ values, problem }} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

// texts: delivery.state.* delivery.kind.*
function OneBag({ bag, otherDay, refused }: { bag: Bag; otherDay: boolean; refused: Refused }) {
  const t = useText();
  const { contact, copies, state } = bag;
  const problem = refused.values.bag === bag.id ? refused.problem : undefined;
  const where = contact && [contact.name, contact.phone, contact.address];
  return (
    <>
      <h3>{t("delivery.bag", { number: bag.number, initial: bag.initial })}</h3>
      <p className="row">
        <State kind={stateKinds[state]}>{t(`delivery.state.${state}`)}</State>
        <span>{t(`delivery.kind.${bag.kind}`)}</span>
        <span>{t("delivery.bag.books", { books: copies.length })}</span>
        {otherDay && <span>{t.formats.dayText(dayIn(bag.day))}</span>}
        {bag.bringer && <bdi>{bag.bringer}</bdi>}
      </p>
      <p>
        <bdi>{bag.reader || "–"}</bdi>
        {where && <span className="quiet"> · {where.join(" · ")}</span>}
      </p>
      <ul className="plain stack-tight">
        {copies.map((copy) => (
          <li key={copy.itemId}>
            <span dir="auto">
              {copy.title || t("book-hold.unnamed")} {copy.volume}
            </span>{" "}
            <bdi className="quiet">{copy.barcode}</bdi>
            {copy.dueOn && <span className="quiet"> · {t("delivery.due", { day: dayIn(copy.dueOn) })}</span>}
            {copy.against && (
              <Notice kind="attention">{t("delivery.not-lent", { why: whyText(t, copy.against) })}</Notice>
            )}
            {copy.dueOn === null && <TakeOut itemId={copy.itemId} title={copy.title} />}
          </li>
        ))}
      </ul>
      {state === "back" && <p>{t("delivery.bag.came-back.do")}</p>}
      {bag.can.length > 0 && (
        <Form problem={problem} label={t("delivery.bag.name", { number: bag.number })}>
          <input type="hidden" name="bag" value={bag.id} />
          {bag.can.includes("hand-over") && (
            <Field
              name="bringer"
              label={t("delivery.bringer")}
              value={problem ? refused.values.bringer : bag.bringer}
              chars={20}
              problem={problem}
              optional
            />
          )}
          <p className="actions">
            {bag.can.map((step, at) => (
              <Button key={step} {...(at > 0 && { kind: "quiet" as const })} name="do" value={step}>
                {t(`delivery.bag.${step}`)}
                <span className="unseen"> {t("delivery.bag.name", { number: bag.number })}</span>
              </Button>
            ))}
          </p>
        </Form>
      )}
    </>
  );
}

function TakeOut({ itemId, title }: { itemId: number; title: string }) {
  const t = useText();
  return (
    <Form label={`${t("delivery.take-out")} ${title}`}>
      <input type="hidden" name="item" value={itemId} />
      <Button kind="link" name="do" value="take-out">
        {t("delivery.take-out")}
        <span className="unseen"> {title}</span>
      </Button>
    </Form>
  );
}
