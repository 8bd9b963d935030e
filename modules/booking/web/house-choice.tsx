import type { AnswerOf } from "#contract";
import { notUnderstood } from "#web/address.ts";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { type LoadArgs, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { houses as listHouses } from "../rules/contract.ts";

type Houses = AnswerOf<typeof listHouses> & { q: string };

/** The houses of whoever looks, and the one the address names. Refuses an address that names another. */
export async function housesAsked(asked: LoadArgs, as?: "manager"): Promise<Houses> {
  const search = new URL(asked.request.url).searchParams;
  const organisation = search.get("organisation");
  const q = search.get("q")?.trim().slice(0, 60) ?? "";
  const query = { ...(organisation && { organisation }), ...(q && { q }), ...(as && { as }) };
  const found = await pageOf(asked.context).call(listHouses, { query });
  if (organisation && !found.chosen) throw notUnderstood(asked, ["organisation"]);
  return { ...found, q };
}

/** Which house it is about; where there are many, found by name. With `all` it may be about every one, and is unless one was asked for. */
export function HouseFields({
  houses: { items, chosen, more, q },
  all,
}: {
  houses: Houses;
  all?: { label: string; asked: boolean };
}) {
  const { text: t } = usePage();
  const named = all && !all.asked ? null : chosen;
  return (
    <>
      {(more || q !== "") && (
        <Field
          name="q"
          type="search"
          label={t("houses.find")}
          hint={t(q !== "" && items.every(({ id }) => id === named?.id) ? "houses.none" : "houses.more")}
          value={q}
          autoComplete="off"
          optional
        />
      )}
      <Select
        name="organisation"
        label={t("houses.organisation")}
        value={named?.id}
        {...(all && { empty: all.label })}
        options={optionsOf(items)}
      />
    </>
  );
}

/** The way from one house to another; nothing where there is only one. */
export function HouseChoice({ houses, action }: { houses: Houses; action: string }) {
  const { text: t } = usePage();
  if (houses.items.length < 2 && houses.q === "") return null;
  return (
    <form className="desk-filter" action={action} aria-label={t("houses.organisation")}>
      <HouseFields houses={houses} />
      <Button kind="quiet">{t("houses.do")}</Button>
    </form>
  );
}
