import { Field, Select } from "#web/kit/field.tsx";
import { numberOf, type Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { fenIn } from "./yuan.ts";

/** A line as its form says it; the page of a wish sends the same. */
export function lineIn(form: FormData) {
  const said = (name: string) => String(form.get(name) ?? "").trim();
  return {
    isbn: said("isbn"),
    title: said("title"),
    author: said("author"),
    publisher: said("publisher"),
    placeId: said("placeId"),
    copies: numberOf(form, "copies"),
    priceFen: fenIn(form, "priceFen"),
    pays: said("pays") === "" ? 100 : numberOf(form, "pays"),
    wishId: said("wishId") || null,
  };
}

/** Where to, how many, for how much. */
export function LineNumbers({
  places,
  pays,
  isGift,
  values,
  problem,
}: {
  places: readonly { id: string; name: string }[];
  pays: number;
  isGift: boolean;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  return (
    <>
      <Select
        name="placeId"
        label={t("shelf.place")}
        value={values.placeId ?? places[0]?.id}
        options={places.map(({ id, name }) => ({ value: id, label: name }))}
        problem={problem}
      />
      <Field
        name="copies"
        type="number"
        label={t("order.copies")}
        value={values.copies ?? 1}
        min={1}
        max={500}
        chars={4}
        problem={problem}
      />
      <Field
        name="priceFen"
        label={t("order.price-one")}
        value={values.priceFen}
        inputMode="decimal"
        unit={t("order.yuan")}
        chars={12}
        problem={problem}
      />
      {!isGift && (
        <Field
          name="pays"
          type="number"
          label={t("supplier.pays")}
          hint={t("supplier.pays.hint")}
          value={values.pays ?? pays}
          min={10}
          max={100}
          unit="%"
          chars={4}
          problem={problem}
        />
      )}
    </>
  );
}
