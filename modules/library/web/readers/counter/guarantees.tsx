import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import { guaranteeSaid, yuanOf } from "../reader-words.ts";
import { Hidden, type Part } from "./part.tsx";

/** What stands for a reader's books, and what may. */
export function Guarantees(part: Part) {
  const t = useText();
  const { desk, reader } = part;
  const has = (way: string) => reader.guarantees.some((one) => one.way === way);
  return (
    <Section title={t("reader.standing")}>
      <ul className="plain stack-tight">
        {reader.guarantees.map((one) => (
          <li key={one.id} className="row">
            <span>{guaranteeSaid(t, one, { confirmed: true })}</span>
            {desk.can.includes("decide") && (one.way === "guarantor" || one.way === "staff") && (
              <Form label={t("readers.stop")}>
                <Hidden desk={desk} />
                <input type="hidden" name="id" value={one.id} />
                <Button kind="link" name="do" value="stop">
                  {t("readers.stop")}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {has("deposit") ? <GiveBack {...part} /> : <TakeDeposit {...part} />}
      {!has("guarantor") && reader.kind === "person" && <TakeGuarantor {...part} />}
    </Section>
  );
}

function GiveBack({ desk, failed }: Part) {
  const t = useText();
  return (
    <Form problem={failed("give-back")} label={t("readers.deposit.back")}>
      <h3>{t("readers.deposit.back")}</h3>
      <Hidden desk={desk} />
      <Field
        name="receipt"
        label={t("readers.deposit.back.receipt")}
        chars={20}
        problem={failed("give-back")}
        optional
      />
      <Button kind="quiet" name="do" value="give-back">
        {t("readers.deposit.back.do")}
      </Button>
    </Form>
  );
}

function TakeDeposit({ desk, values, failed }: Part) {
  const t = useText();
  return (
    <Form problem={failed("deposit")} label={t("readers.deposit")}>
      <h3>{t("readers.deposit")}</h3>
      <p className="quiet">{t("readers.deposit.note")}</p>
      <Hidden desk={desk} />
      <Field
        name="amountFen"
        label={t("readers.deposit.yuan")}
        value={values.do === "deposit" ? values.amountFen : yuanOf(desk.depositFen)}
        inputMode="decimal"
        unit={t("readers.yuan-unit")}
        chars={6}
        problem={failed("deposit")}
      />
      <Field
        name="receipt"
        label={t("readers.deposit.receipt")}
        value={values.do === "deposit" ? values.receipt : undefined}
        chars={20}
        problem={failed("deposit")}
        optional
      />
      <Button kind="quiet" name="do" value="deposit">
        {t("readers.deposit.do")}
      </Button>
    </Form>
  );
}

function TakeGuarantor({ desk, values, failed }: Part) {
  const t = useText();
  return (
    <Form problem={failed("guarantor")} label={t("readers.guarantor")}>
      <h3>{t("readers.guarantor")}</h3>
      <Hidden desk={desk} />
      <Field
        name="guarantor"
        label={t("readers.guarantor.sign")}
        value={values.do === "guarantor" ? values.guarantor : undefined}
        autoComplete="off"
        problem={failed("guarantor")}
      />
      <DateField
        name="until"
        label={t("readers.guarantor.until")}
        hint={t("readers.change.until.hint")}
        problem={failed("guarantor")}
        optional
      />
      <Tick name="bothAgree" label={t("readers.guarantor.agree")} problem={failed("guarantor")} />
      <Button kind="quiet" name="do" value="guarantor">
        {t("readers.guarantor.do")}
      </Button>
    </Form>
  );
}
