import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import { Hidden, type Part } from "./part.tsx";

function ProxyLines({ desk, reader }: Pick<Part, "desk" | "reader">) {
  const t = useText();
  return (
    <ul className="plain stack-tight">
      {reader.proxies.map(({ id, name, until }) => (
        <li key={id} className="row">
          <span>
            {name ?? t("reader.nameless")}
            {until && ` · ${t("reader.valid.until", { day: t.formats.fullDayText(day(until)) })}`}
          </span>
          <Form label={t("reader.proxies.end")}>
            <Hidden desk={desk} />
            <input type="hidden" name="id" value={id} />
            <Button kind="link" name="do" value="end-proxy">
              {t("reader.proxies.end")}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

/** Who uses the card of a group. */
export function Contacts({ desk, reader, values, failed }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.contacts")}>
      <ProxyLines desk={desk} reader={reader} />
      <Form problem={failed("contact")} label={t("readers.contacts.add")}>
        <Hidden desk={desk} />
        <Field
          name="contact"
          label={t("readers.group.contact")}
          value={values.do === "contact" ? values.contact : undefined}
          autoComplete="off"
          problem={failed("contact")}
        />
        <Button kind="quiet" name="do" value="contact">
          {t("readers.contacts.add")}
        </Button>
      </Form>
    </Section>
  );
}

/** Who comes for somebody. */
export function Comes({ desk, reader }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.comes")}>
      <ProxyLines desk={desk} reader={reader} />
    </Section>
  );
}
