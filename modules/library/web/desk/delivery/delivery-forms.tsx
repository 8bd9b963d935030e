import { Button } from "#web/kit/button.tsx";
import { Choice, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { useText } from "#web/text.tsx";
import { categorySaid, readerCategories } from "../../../circulation/rules/contract.ts";
import { Fields, type Refused } from "../fields.tsx";
import type { Deliveries } from "./deliveries.tsx";

/** What was typed into this form, where it is the one that was refused. */
function refusedOf(act: string, { values, problem }: Refused): Refused {
  return values.do === act ? { values, problem } : { values: {}, problem: undefined };
}

/** Choosing for a reader, writing down where they live, and what a house brings. */
export function DeliveryForms(props: Deliveries & Refused) {
  const { place, terms, houses } = props;
  return (
    <>
      {place && terms && <Choose place={place} {...refusedOf("choose", props)} />}
      {place && terms && <Doorstep place={place} {...refusedOf("doorstep", props)} />}
      {houses.map((house) => (
        <Terms
          key={house.id}
          house={house}
          open={!terms}
          {...(props.values.organisation === house.id
            ? refusedOf("terms", props)
            : { values: {}, problem: undefined })}
        />
      ))}
    </>
  );
}

interface AtPlace extends Refused {
  place: { id: string; name: string };
}

function Choose({ place, values, problem }: AtPlace) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("delivery.choose")}</summary>
      <Form problem={problem} label={t("delivery.choose")}>
        <input type="hidden" name="place" value={place.id} />
        <p className="quiet">{t("delivery.choose.hint")}</p>
        <Fields
          of={[
            { name: "sign", label: t("delivery.sign"), chars: 20, autoComplete: "off" },
            { name: "barcode", label: t("book-hold.barcode"), chars: 20, autoComplete: "off" },
          ]}
          values={values}
          problem={problem}
        />
        <Tick
          name="again"
          label={t("delivery.again")}
          checked={values.again !== undefined}
          problem={problem}
        />
        <Button name="do" value="choose">
          {t("delivery.choose.do")}
        </Button>
      </Form>
    </details>
  );
}

function Doorstep({ place, values, problem }: AtPlace) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("delivery.doorstep")}</summary>
      <Form problem={problem} label={t("delivery.doorstep")}>
        <input type="hidden" name="place" value={place.id} />
        <p className="quiet">{t("delivery.contact.hint")}</p>
        <Fields
          of={[
            { name: "sign", label: t("delivery.sign"), chars: 20, autoComplete: "off" },
            { name: "name", label: t("delivery.name"), chars: 20, autoComplete: "off" },
            { name: "phone", label: t("delivery.phone"), type: "tel", chars: 20, autoComplete: "off" },
            { name: "address", label: t("delivery.address"), autoComplete: "off" },
          ]}
          values={values}
          problem={problem}
        />
        <Tick
          name="homebound"
          label={t("delivery.homebound")}
          checked={values.homebound !== undefined}
          problem={problem}
        />
        <p className="quiet">{t("delivery.round.hint")}</p>
        <Fields
          of={[
            {
              name: "round.wishes",
              label: t("delivery.round.wishes"),
              hint: t("delivery.round.wishes.hint"),
              optional: true,
            },
            {
              name: "round.books",
              label: t("delivery.round.books"),
              chars: 4,
              inputMode: "numeric",
              optional: true,
            },
            {
              name: "round.everyWeeks",
              label: t("delivery.round.every"),
              unit: t("delivery.round.every.unit"),
              chars: 4,
              inputMode: "numeric",
              optional: true,
            },
            { name: "round.nextOn", label: t("delivery.round.next-on"), type: "date", optional: true },
            { name: "round.bringer", label: t("delivery.bringer"), chars: 20, optional: true },
          ]}
          values={values}
          problem={problem}
        />
        <Button name="do" value="doorstep">
          {t("delivery.save")}
        </Button>
      </Form>
    </details>
  );
}

const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;
const ways = ["courier", "homebound"] as const;

// texts: delivery.terms.courier delivery.terms.homebound delivery.weekday.*
function Terms({
  house,
  open,
  values,
  problem,
}: Refused & { house: Deliveries["houses"][number]; open: boolean }) {
  const t = useText();
  const { terms } = house;
  return (
    <details open={open || problem !== undefined}>
      <summary>
        {t("delivery.terms")} · <bdi>{t("delivery.terms.of", { name: house.name })}</bdi>
      </summary>
      <Form problem={problem} label={`${t("delivery.terms")} ${house.name}`}>
        <input type="hidden" name="organisation" value={house.id} />
        <Choice
          name="ways"
          many
          label={t("delivery.terms.ways")}
          value={ways.filter((way) => terms?.[way] ?? true)}
          options={ways.map((way) => ({ value: way, label: t(`delivery.terms.${way}`) }))}
          problem={problem}
        />
        <Choice
          name="categories"
          many
          inline
          label={t("delivery.terms.categories")}
          hint={t("delivery.terms.categories.hint")}
          value={terms?.categories ?? []}
          options={readerCategories.map((code) => ({ value: code, label: categorySaid(code, t) }))}
          problem={problem}
          optional
        />
        <Choice
          name="weekdays"
          many
          inline
          label={t("delivery.terms.weekdays")}
          value={(terms?.weekdays ?? [2, 5]).map(String)}
          options={weekdays.map((one) => ({ value: one, label: t(`delivery.weekday.${one}`) }))}
          problem={problem}
        />
        <Fields
          of={[
            {
              name: "most",
              label: t("delivery.terms.most"),
              unit: t("delivery.terms.most.unit"),
              chars: 4,
              inputMode: "numeric",
              start: terms?.most ?? 5,
            },
            {
              name: "feeFen",
              label: t("delivery.terms.fee"),
              unit: t("delivery.terms.fee.unit"),
              chars: 6,
              inputMode: "decimal",
              start: (terms?.feeFen ?? 0) / 100,
            },
            {
              name: "keepDays",
              label: t("delivery.terms.keep"),
              unit: t("delivery.terms.keep.unit"),
              chars: 4,
              inputMode: "numeric",
              start: terms?.keepDays ?? 90,
            },
          ]}
          values={values}
          problem={problem}
        />
        <Button name="do" value="terms">
          {t("delivery.terms.set")}
        </Button>
      </Form>
    </details>
  );
}
