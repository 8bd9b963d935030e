import { Button } from "#web/kit/button.tsx";
import { Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { categorySaid } from "../../../circulation/rules/contract.ts";
import { type AtDesk, Hidden } from "./part.tsx";

interface MakeProps {
  desk: AtDesk;
  values: Record<string, string>;
  problem: Problem | undefined;
}

/** Somebody becomes a reader, as their library takes them. */
export function Make({ desk, values, problem }: MakeProps) {
  const t = useText();
  const { joining } = desk;
  if (!joining) return null;
  return (
    <Section title={t("readers.make")} id="make">
      <Form problem={problem} label={t("readers.make")}>
        <Hidden desk={desk} />
        <p>
          {joining.level >= joining.needsLevel
            ? t("reader.join.known", { level: joining.level })
            : t("reader.join.not-known", { level: joining.level, need: joining.needsLevel })}
          {" · "}
          {t("readers.make.category", { category: categorySaid(joining.category, t) })}
        </p>
        <Select
          name="home"
          label={t("reader.home")}
          value={values.home ?? desk.place}
          options={optionsOf(desk.homes)}
          problem={problem}
        />
        {joining.against === "reader.guardian-needed" && (
          <Tick name="guardianAgrees" label={t("readers.make.guardian")} problem={problem} />
        )}
        {joining.isChild && <Tick name="familyCard" label={t("reader.family-card")} problem={problem} />}
        <Button name="do" value="make">
          {t("readers.make.do")}
        </Button>
      </Form>
    </Section>
  );
}
