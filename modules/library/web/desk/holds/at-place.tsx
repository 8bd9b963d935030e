import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { Said } from "./send-on.ts";

interface PlaceBrief {
  id: string;
  name: string;
}

/** Whoever lends at several places says at which they are. */
export function PlaceChoice({
  action,
  places,
  place,
}: {
  action: string;
  places: readonly PlaceBrief[];
  place: PlaceBrief | null;
}) {
  const t = useText();
  if (places.length < 2) return null;
  return (
    <form className="desk-filter" action={action} aria-label={t("book-hold.place")}>
      <Select name="place" label={t("book-hold.place")} value={place?.id ?? ""} options={optionsOf(places)} />
      <Button kind="quiet">{t("book-hold.show")}</Button>
    </form>
  );
}

// texts: book-hold.said.*
/** Where the copy goes that was scanned last. */
export function SentOn({ said }: { said: Said }) {
  const t = useText();
  return <Notice kind="done" live title={sentenceOf(t, said)} />;
}

function sentenceOf(t: ReturnType<typeof useText>, said: Said): string {
  if ("missing" in said) return t(`book-hold.said.${said.missing ? "missing" : "missed"}`);
  const { title, goes } = said;
  if (goes.to === "shelf") return t("book-hold.said.shelf", { title, shelf: goes.shelf || "none" });
  if (goes.to === "place") return t(`book-hold.said.place-${goes.reason}`, { title, place: goes.place });
  return t("book-hold.said.hold-shelf", { title, slot: goes.slot, until: day(goes.until) });
}
