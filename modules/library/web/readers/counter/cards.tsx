import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import { Hidden, type Part } from "./part.tsx";

// texts: card.state.* readers.cards.before.*
/** The numbers that lead to a reader: ended, given anew, taken over from elsewhere. */
export function Cards({ desk, reader, values, failed }: Part) {
  const t = useText();
  const works = (state: string) => state === "active" || state === "alias";
  const typed = (what: string) => (values.do === what ? values : {});
  return (
    <Section title={t("readers.cards")}>
      <ul className="plain stack-tight">
        {reader.cards.map(({ issuerId, issuer, number, state }) => (
          <li key={`${issuerId} ${number}`} className="row">
            <span>
              <span className="figures">{number}</span> · {issuer} · {t(`card.state.${state}`)}
            </span>
            {works(state) && (
              <Form label={t("readers.cards.end")}>
                <Hidden desk={desk} />
                <input type="hidden" name="issuer" value={issuerId} />
                <input type="hidden" name="number" value={number} />
                <Button kind="link" name="do" value="end-card">
                  {t("readers.cards.end")}
                  <span className="unseen"> {number}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form problem={failed("card")} label={t("readers.cards.issue")}>
        <h3>{t("readers.cards.issue")}</h3>
        <Hidden desk={desk} />
        <Field
          name="number"
          label={t("readers.cards.number")}
          hint={t("readers.cards.number.hint")}
          value={typed("card").number}
          chars={20}
          autoComplete="off"
          problem={failed("card")}
          optional
        />
        <Choice
          name="old"
          label={t("readers.cards.before")}
          value={typed("card").old ?? "replaced"}
          options={(["replaced", "lost"] as const).map((value) => ({
            value,
            label: t(`readers.cards.before.${value}`),
          }))}
          problem={failed("card")}
        />
        <Button kind="quiet" name="do" value="card">
          {t("readers.cards.issue.do")}
        </Button>
      </Form>
      <Form problem={failed("old-card")} label={t("readers.cards.old")}>
        <h3>{t("readers.cards.old")}</h3>
        <Hidden desk={desk} />
        <Select
          name="issuer"
          label={t("readers.cards.issuer")}
          value={typed("old-card").issuer}
          options={optionsOf(desk.issuers)}
          problem={failed("old-card")}
        />
        <Field
          name="number"
          label={t("readers.cards.old.number")}
          value={typed("old-card").number}
          chars={20}
          autoComplete="off"
          problem={failed("old-card")}
        />
        <Button kind="quiet" name="do" value="old-card">
          {t("readers.cards.old.do")}
        </Button>
      </Form>
    </Section>
  );
}
