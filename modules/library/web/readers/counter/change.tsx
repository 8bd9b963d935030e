import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import { CategorySelect } from "../category-select.tsx";
import { Hidden, type Part } from "./part.tsx";

/** Library, category and until when. */
export function Change({ desk, reader, values, failed }: Part) {
  const t = useText();
  const typed = values.do === "edit" ? values : {};
  return (
    <Section title={t("readers.change")}>
      <Form problem={failed("edit")} label={t("readers.change")}>
        <Hidden desk={desk} reader={reader} />
        <Select
          name="home"
          label={t("reader.home")}
          value={typed.home ?? reader.home.id}
          options={optionsOf(desk.homes)}
          problem={failed("edit")}
        />
        <CategorySelect
          name="category"
          label={t("reader.category")}
          codes={desk.categories}
          value={typed.category ?? reader.category}
          problem={failed("edit")}
        />
        <DateField
          name="until"
          label={t("readers.change.until")}
          hint={t("readers.change.until.hint")}
          value={typed.until ?? reader.validUntil ?? undefined}
          problem={failed("edit")}
          optional
        />
        <Button kind="quiet" name="do" value="edit">
          {t("readers.change.do")}
        </Button>
      </Form>
    </Section>
  );
}

/** The house lets somebody borrow, whatever stands for them. */
export function Decide({ desk, values, failed }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.decide")}>
      <Form problem={failed("decide")} label={t("readers.decide")}>
        <Hidden desk={desk} />
        <DateField
          name="until"
          label={t("readers.decide.until")}
          value={values.do === "decide" ? values.until : undefined}
          problem={failed("decide")}
        />
        <Field
          name="reason"
          label={t("readers.decide.reason")}
          value={values.do === "decide" ? values.reason : undefined}
          problem={failed("decide")}
        />
        <Button kind="quiet" name="do" value="decide">
          {t("readers.decide.do")}
        </Button>
      </Form>
    </Section>
  );
}

/** They borrow nothing, or may again. */
export function Block({ desk, reader, values, failed }: Part) {
  const t = useText();
  const blocks = reader.blocked === "";
  return (
    <Section title={t("readers.block")}>
      <Form problem={failed("block") ?? failed("unblock")} label={t("readers.block")}>
        <Hidden desk={desk} reader={reader} />
        {blocks && (
          <Field
            name="reason"
            label={t("readers.block.reason")}
            value={values.do === "block" ? values.reason : undefined}
            problem={failed("block")}
          />
        )}
        <Button kind="quiet" name="do" value={blocks ? "block" : "unblock"}>
          {t(blocks ? "readers.block.do" : "readers.unblock.do")}
        </Button>
      </Form>
    </Section>
  );
}

/** A reader no longer. */
export function End({ desk, failed }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.end")}>
      <Form problem={failed("end")} label={t("readers.end")}>
        <Hidden desk={desk} />
        <p className="quiet">{t("readers.end.note")}</p>
        <Button kind="quiet" name="do" value="end">
          {t("readers.end.do")}
        </Button>
      </Form>
    </Section>
  );
}
