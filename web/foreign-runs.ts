/**
 * Marks what stands on a page in another language than the page's: Chinese that stands in for a missing translation, names, notices,
 * and in right-to-left pages times, numbers and Latin words, which the lines around them would turn round. Done on the page as it is
 * sent, so that no page has to think of it.
 */
import { type Locale, localeFacts, sourceLocale } from "#libs/texts";

// React writes `<!-- -->` between texts that one line of code joins.
const text = "(?:[^<]|<!-- -->)+";
/** A word with a mark of its own, which stays in its place when there is a sentence around it. */
const word = `<(?:a|b|em|small|strong|time)\\b(?![^>]* lang=)[^>]*>${text}</\\w+>`;
const tokens = new RegExp(`(?:${text}|${word})+|<!--.*?-->|<[^>]*>`, "g");
const words = new RegExp(word, "g");
const pieces = new RegExp(`${text}|<[^>]*>`, "g");
const tag = /^<\/?([a-z][a-z0-9-]*)/i;
/** Their inside is not text, or may hold no element. Drawings turn their own words. */
const closed = new Set(["script", "style", "svg", "textarea"]);
const empty = /^<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b|\/>$/i;

const han = /\p{Script=Han}/u;
/** From the first to the last Han character of a part of a line. */
const hanPart =
  /\p{Script=Han}(?:[^\u0590-\u08ff\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc<]*[\p{Script=Han}）。])?/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** A number or word with a sign at its side or inside, which would change its place. */
const turns = /[\p{L}\p{N}].*[^\p{L}\p{N}]|[^\p{L}\p{N}].*[\p{L}\p{N}]/su;

/** The page with every run in another language or direction in an element that says so. Chinese from left to right comes back as it is. */
export function markForeignRuns(html: string, locale: Locale, dir = localeFacts[locale].dir): string {
  const body = html.indexOf("<body");
  const turned = dir === "rtl";
  if ((locale === sourceLocale && !turned) || body < 0) return html;
  const open: { name: string; kept: boolean }[] = [];

  const marked = html.slice(body).replace(tokens, (token) => {
    const around = open.at(-1);
    const name = tag.exec(token)?.[1];
    if (token.startsWith("<!--") ? token.startsWith("<!-- -->") : !name || !onlyTag(token))
      return around?.kept ? token : sentence(token, { turned, bare: around?.name === "option" });
    if (!name) return token;
    if (token.startsWith("</")) open.splice(open.findLastIndex((one) => one.name === name));
    // Whoever wrote a language knows better, and what is kept is kept to its depth.
    else if (!empty.test(token))
      open.push({ name, kept: around?.kept || closed.has(name) || / lang="/.test(token) });
    return turned && !around?.kept ? token.replace(/(?<= placeholder=")[^"]+/, isolatedHint) : token;
  });
  return html.slice(0, body) + marked;
}

const onlyTag = (token: string) => token.indexOf(">") === token.length - 1;

interface Where {
  /** In a page from right to left. */
  turned: boolean;
  /** Where no element can stand. */
  bare: boolean;
}

/** A sentence with its marked words is one run; marked words with nothing around them, or in another direction, are runs of their own. */
function sentence(run: string, where: Where): string {
  const alone = run.replace(words, "").replaceAll("<!-- -->", "").trim() === "";
  return alone || fromRight(run)
    ? run.replace(pieces, (piece) => (tag.test(piece) ? piece : marked(piece, where)))
    : marked(run, where);
}

function marked(run: string, { turned, bare }: Where): string {
  const [, before = "", said = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(run) ?? [];
  const plain = said.replace(/<[^>]*>/g, "");
  const chinese = han.test(plain);
  if (!chinese && !(turned && turns.test(plain))) return run;
  if (bare) return turned && !fromRight(plain) ? `${before}${isolated(said)}${after}` : run;
  const start = `<span${chinese ? ` lang="${sourceLocale}"` : ""}${turned ? ' dir="ltr"' : ""}>`;
  if (fromRight(plain)) return chinese ? run.replace(hanPart, (part) => `${start}${part}</span>`) : run;
  return `${before}${start}${said}</span>${after}`;
}

/** LRI…PDI (UAX #9), where no element can stand. */
const isolated = (said: string) => `\u2066${said}\u2069`;
const isolatedHint = (hint: string) => (rightToLeft.test(hint) ? hint : isolated(hint));

// A date or name inside a sentence is isolated already and says nothing about the sentence.
const fromRight = (said: string) => rightToLeft.test(withoutIsolated(said));

function withoutIsolated(said: string): string {
  const outer = said.replace(/[\u2066-\u2068][^\u2066-\u2069]*\u2069/g, "");
  return outer === said ? said : withoutIsolated(outer);
}
