import { Button } from "#web/kit/button.tsx";
import { DateField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { EndOne } from "./end-one.tsx";
import { type Reader, useDay } from "./own.ts";

// texts: reader.proxies.as.*
/** Children, and who comes for whom. */
export function Others({
  reader,
  values,
  problem,
}: {
  reader: Reader;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  const { ofDay } = useDay();
  return (
    <>
      {reader.can.includes("code") && (
        <Section title={t("reader.children")}>
          <ul className="plain stack-tight">
            {reader.children.map((one) => (
              <li key={one.name ?? ""}>
                {t("reader.children.line", { name: one.name ?? t("reader.nameless"), loans: one.loans })}
                {one.due && ` · ${t("reader.children.due", { day: ofDay(one.due) })}`}
                {!one.ownCard && ` · ${t("reader.children.family")}`}
              </li>
            ))}
          </ul>
          <p className="quiet small">
            {t("reader.children.add")} <a href="/my/family">{t("refusal.reader.guardian-needed.next")}</a>
          </p>
        </Section>
      )}
      <Section title={t("reader.proxies")}>
        <p>{t("reader.proxies.note")}</p>
        <ul className="plain stack-tight">
          {reader.proxies.map((one) => (
            <li key={one.id} className="row">
              <span>
                {t(`reader.proxies.as.${one.as}`, { name: one.name ?? t("reader.nameless") })}
                {one.until && ` · ${t("reader.valid.until", { day: ofDay(one.until) })}`}
              </span>
              <EndOne id={one.id} label={t("reader.proxies.end")} what="end-proxy" />
            </li>
          ))}
        </ul>
        {reader.can.includes("code") && (
          <Form problem={problem} label={t("reader.proxies.make")}>
            <DateField
              name="until"
              label={t("reader.proxies.until")}
              value={values.until}
              problem={problem}
            />
            <Button kind="quiet" name="do" value="code-proxy">
              {t("reader.proxies.make")}
            </Button>
          </Form>
        )}
      </Section>
    </>
  );
}
