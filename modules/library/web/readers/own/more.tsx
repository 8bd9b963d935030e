import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import { guaranteeSaid } from "../reader-words.ts";
import { EndOne } from "./end-one.tsx";
import type { Own, Reader } from "./own.ts";

/** Other ways on: credit asked for and appealed against where people does both, a guarantor by a code. */
export function More({ reader, own }: { reader: Reader; own: Own }) {
  const t = useText();
  const { check } = own;
  const hasCredit = reader.guarantees.some(({ way }) => way === "credit");
  return (
    <Section title={t("reader.more")}>
      {reader.guarantees.length > 0 && (
        <ul className="plain stack-tight" aria-label={t("reader.standing")}>
          {reader.guarantees.map((one) => (
            <li key={one.id} className="row">
              <span>{guaranteeSaid(t, one, { confirmed: check?.standing === true })}</span>
              {one.way === "guarantor" && (
                <EndOne id={one.id} label={t("reader.standing.let-go")} what="step-back" />
              )}
            </li>
          ))}
        </ul>
      )}
      {check && (
        <div className="stack-tight">
          {!check.standing && (check.asked || !hasCredit) && <p>{check.explain}</p>}
          <p>
            {check.standing ? (
              <a href={check.href}>{t("reader.more.appeal")}</a>
            ) : (
              <ButtonLink href={check.href}>{t("reader.more.credit")}</ButtonLink>
            )}
          </p>
        </div>
      )}
      {reader.can.includes("code") && !reader.guarantees.some(({ way }) => way === "guarantor") && (
        <Form label={t("reader.more.guarantor")}>
          <p>{t("reader.more.guarantor.note")}</p>
          <Button kind="quiet" name="do" value="code-guarantee">
            {t("reader.more.guarantor.do")}
          </Button>
        </Form>
      )}
      {reader.standsFor.length > 0 && (
        <>
          <h3>{t("reader.stands-for")}</h3>
          <ul className="plain stack-tight">
            {reader.standsFor.map((one) => (
              <li key={one.id} className="row">
                <span>{one.name ?? t("reader.nameless")}</span>
                <EndOne id={one.id} label={t("reader.stands-for.stop")} what="step-back" />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
