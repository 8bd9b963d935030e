/** Writes CQL with as few quotes and parentheses as it needs. */
import { type CqlClause, type CqlQuery, type Modifier, operators } from "./cql.ts";

export function writeCql({ clause, sortBy }: CqlQuery): string {
  const keys = sortBy.map(({ index, modifiers }) => ` ${word(index)}${modifiersOf(modifiers)}`);
  return `${clauseOf(clause)}${keys.length > 0 ? ` sortby${keys.join("")}` : ""}`;
}

/** Text of which every character stands for itself: what would mask others is masked. */
export function masked(text: string): string {
  return text.replace(/[\\*?^]/g, "\\$&");
}

function clauseOf(clause: CqlClause): string {
  if ("prefix" in clause) {
    const name = clause.prefix === null ? "" : `${word(clause.prefix)} = `;
    return `> ${name}${word(clause.uri)} ${clauseOf(clause.clause)}`;
  }
  if (!("operator" in clause)) {
    const { index, relation, term } = clause;
    if (index === null || !relation) return word(term);
    return `${word(index)} ${relation.name}${modifiersOf(relation.modifiers)} ${word(term)}`;
  }
  const { operator, modifiers, left, right } = clause;
  const first = "prefix" in left ? `(${clauseOf(left)})` : clauseOf(left);
  const second = "term" in right ? clauseOf(right) : `(${clauseOf(right)})`;
  return `${first} ${operator}${modifiersOf(modifiers)} ${second}`;
}

function modifiersOf(modifiers: readonly Modifier[]): string {
  return modifiers
    .map(({ name, comparison, value }) => `/${word(name)}${comparison ? `${comparison}${word(value)}` : ""}`)
    .join("");
}

/** In quotes where it would be cut up, or join. */
function word(text: string): string {
  const isPlain = /^[^\s()=<>"/]+$/.test(text);
  if (isPlain && ![...operators, "sortby"].includes(text.toLowerCase())) return text;
  // A backslash goes with the character behind it; before a quote, and alone at the end, it has to stand for itself.
  const released = text.replace(/\\[^"]|\\|"/gs, (found) => (found.length > 1 ? found : `\\${found}`));
  return `"${released}"`;
}
