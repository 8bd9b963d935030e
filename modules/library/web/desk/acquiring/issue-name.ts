import { useText } from "#web/text.tsx";

/** 2026 年第 3 期（第 50 卷，总第 591 期） */
export function useIssueName() {
  const t = useText();
  return ({
    year,
    number,
    volume,
    whole,
  }: {
    year: number;
    number: number;
    volume: number | null;
    whole: number | null;
  }) => {
    const more = [
      volume === null ? "" : t("serial.volume-of", { volume }),
      whole === null ? "" : t("serial.whole-of", { whole }),
    ].filter(Boolean);
    const name = t("serial.number-of", { year: `${year}`, number });
    return more.length > 0 ? t("serial.number-more", { name, more: t.formats.listText(more) }) : name;
  };
}
