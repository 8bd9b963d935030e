import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { codeOptionsOf, optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { usePage } from "#web/text.tsx";
import type { listTables } from "../../../platform/exchange/contract.ts";
import { facilityLevels, type listFilters, type listOrganisations } from "../../places/contract.ts";

export interface TakeFormProps {
  table: AnswerOf<typeof listTables>["items"][number];
  organisations: AnswerOf<typeof listOrganisations>["items"];
  filters: AnswerOf<typeof listFilters>;
}

// texts: place.level.* front.exchange.format.*

/** Taking a table away: what of it, and as which kind of file. */
export function TakeForm({ table, organisations, filters }: TakeFormProps) {
  const { text: t, city } = usePage();
  const choices = {
    organisation: optionsOf(organisations),
    division: codeOptionsOf(filters.districts),
    kind: codeOptionsOf(filters.kinds),
    level: facilityLevels.map((level) => ({ value: level as string, label: t(`place.level.${level}`) })),
  };
  const labels = {
    organisation: t("place.organisation"),
    division: t("place.division"),
    kind: t("place.kind"),
    level: t("place.level"),
  };
  const names = ["organisation", "division", "kind", "level"] as const;
  return (
    <Section
      title={t("front.exchange.take", { table: table.title })}
      note={t(city.demo ? "front.exchange.take-demo" : "front.exchange.take-note")}
    >
      <Form label={t("front.exchange.take", { table: table.title })}>
        <input type="hidden" name="table" value={table.name} />
        {names
          .filter((name) => table.filters.includes(name))
          .map((name) => (
            <Select
              key={name}
              name={name}
              label={labels[name]}
              value=""
              empty={t("front.exchange.all")}
              options={choices[name]}
              optional
            />
          ))}
        <Choice
          name="format"
          label={t("front.exchange.format")}
          value="xlsx"
          inline
          options={table.formats.map((format) => ({
            value: format,
            label: t(`front.exchange.format.${format}`),
          }))}
        />
        <Button kind="quiet" name="do" value="take">
          {t("front.exchange.take-verb")}
        </Button>
      </Form>
    </Section>
  );
}
