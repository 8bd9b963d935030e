import type { Static } from "typebox";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { useText } from "#web/text.tsx";
import type { listFilters } from "../contract.ts";
import { facilityLevels } from "../contract.ts";
import type { PlaceQuery } from "./place-query.ts";

export interface PlaceFiltersProps {
  query: PlaceQuery;
  filters: Static<(typeof listFilters)["answer"]>;
}

// texts: place.level.*

/** Words, kind, level and order as one GET form; district and openness are links beside it and travel along. */
export function PlaceFilters({ query, filters }: PlaceFiltersProps) {
  const t = useText();
  return (
    <details className="stack" open={Boolean(query.q || query.kind || query.level)}>
      <summary>{t("place.list.narrow")}</summary>
      <Form method="get" action="/places" label={t("place.list.narrow")}>
        {(["division", "open", "lon", "lat"] as const).map(
          (name) => query[name] && <input key={name} type="hidden" name={name} value={query[name]} />,
        )}
        <Field name="q" type="search" label={t("place.list.words")} value={query.q} optional />
        <Select
          name="kind"
          label={t("place.kind")}
          value={query.kind}
          empty={t("place.list.every-kind")}
          options={filters.kinds.map(({ code, name, places }) => ({
            value: code,
            label: t("place.list.kind-count", { name, places }),
          }))}
        />
        <Select
          name="level"
          label={t("place.level")}
          value={query.level}
          empty={t("place.list.every-level")}
          options={facilityLevels.map((level) => ({ value: level, label: t(`place.level.${level}`) }))}
        />
        <Select
          name="sort"
          label={t("place.list.sort")}
          value={query.sort ?? "name"}
          options={[
            { value: "name", label: t("place.list.by-name") },
            {
              value: "distance",
              label: t(query.lon ? "place.list.by-distance" : "place.list.by-distance-from-centre"),
            },
          ]}
        />
        <Button icon="search">{t("place.list.find")}</Button>
      </Form>
    </details>
  );
}
