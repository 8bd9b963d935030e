import { usePage } from "#web/text.tsx";
import type { Stop } from "../../exhibition/audio/contract.ts";

/** What a stop is told, in its own language. */
export function StopWords({ stop: { words, lang } }: { stop: Pick<Stop, "words" | "lang"> }) {
  const { locale } = usePage();
  return (
    <div className="text stack" lang={lang === locale ? undefined : lang} dir="auto">
      {words.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  );
}
