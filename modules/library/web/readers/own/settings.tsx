import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { Own, Reader } from "./own.ts";

/** Which library is one's own, and a card that is lost. */
export function Settings({
  reader,
  own,
  problem,
}: {
  reader: Reader;
  own: Own;
  problem: Problem | undefined;
}) {
  const t = useText();
  const has = reader.can.includes("lose-card");
  return (
    <>
      <Section title={t("reader.move")}>
        <Form problem={problem} label={t("reader.move")}>
          <Select
            name="home"
            label={t("reader.home")}
            hint={t("reader.home.hint")}
            value={reader.home.id}
            options={optionsOf(own.homes)}
            problem={problem}
          />
          <Button kind="quiet" name="do" value="move">
            {t("reader.move.do")}
          </Button>
        </Form>
      </Section>
      <Section title={t(has ? "reader.card.lost" : "reader.card")}>
        <Form label={t("reader.card.lost")}>
          {has && <p>{t("reader.card.lost.note")}</p>}
          <Button kind="quiet" name="do" value="lose">
            {t(has ? "reader.card.lost.do" : "reader.card.new")}
          </Button>
        </Form>
      </Section>
    </>
  );
}
