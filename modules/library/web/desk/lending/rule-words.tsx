import type { Text } from "#libs/texts";
import { useText } from "#web/text.tsx";
import type { Column } from "../../../circulation/rules/contract.ts";

type Matches = readonly { column: Column; says: string }[];

/** What a rule is about, a line for each column. */
export function About({ matches }: { matches: Matches }) {
  const t = useText();
  if (matches.length === 0) return t("loan-rules.everything");
  return (
    <ul className="plain">
      {matches.map(({ column, says }) => (
        <li key={column}>
          <span className="quiet">{t("loan-rule.column", { column })}</span> {says}
        </li>
      ))}
    </ul>
  );
}

/** The same in one line, for links and sentences. */
export const aboutLine = (matches: Matches, t: Text): string =>
  matches.length === 0
    ? t("loan-rules.everything")
    : t.formats.listText(matches.map(({ column, says }) => `${t("loan-rule.column", { column })} ${says}`));

/** What holds, a line for each sentence. */
export function Says({ says }: { says: readonly string[] }) {
  return (
    <ul className="plain">
      {says.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
