import type { Text } from "#libs/texts";
import { Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { numberOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { type Asked, Fields, type Refused } from "../fields.tsx";
import { fenIn } from "../yuan.ts";

/** A line as its form says it; the page of a wish sends the same. */
export function lineIn(form: FormData) {
  return {
    isbn: said(form, "isbn"),
    title: said(form, "title"),
    author: said(form, "author"),
    publisher: said(form, "publisher"),
    placeId: said(form, "placeId"),
    copies: numberOf(form, "copies"),
    priceFen: fenIn(form, "priceFen"),
    pays: said(form, "pays") === "" ? 100 : numberOf(form, "pays"),
    wishId: said(form, "wishId") || null,
  };
}

/** What is paid of the price, in percent. */
export const paysField = (t: Text, start: number): Asked => ({
  name: "pays",
  type: "number",
  label: t("supplier.pays"),
  hint: t("supplier.pays.hint"),
  start,
  min: 10,
  max: 100,
  unit: "%",
  chars: 4,
});

/** Where to, how many, for how much. */
export function LineNumbers({
  places,
  pays,
  isGift,
  values,
  problem,
}: Refused & { places: readonly { id: string; name: string }[]; pays: number; isGift: boolean }) {
  const t = useText();
  return (
    <>
      <Select
        name="placeId"
        label={t("shelf.place")}
        value={values.placeId ?? places[0]?.id}
        options={optionsOf(places)}
        problem={problem}
      />
      <Fields
        values={values}
        problem={problem}
        of={[
          { name: "copies", type: "number", label: t("order.copies"), start: 1, min: 1, max: 500, chars: 4 },
          {
            name: "priceFen",
            label: t("order.price-one"),
            inputMode: "decimal",
            unit: t("order.yuan"),
            chars: 12,
          },
          ...(isGift ? [] : [paysField(t, pays)]),
        ]}
      />
    </>
  );
}
