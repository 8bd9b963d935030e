import { usePage } from "#web/text.tsx";

const isNumber = /^[\d\s\-–]{9,17}[\dXx]?$/;

/** Where the catalogue has too little: a reader may ask a library to buy it. */
export function WishLink({ q = "" }: { q?: string | undefined }) {
  const { text: t } = usePage();
  const search = q === "" ? "" : `?${new URLSearchParams({ [isNumber.test(q) ? "isbn" : "title"]: q })}`;
  return <a href={`/catalogue/wish${search}`}>{t("wish.link")}</a>;
}
