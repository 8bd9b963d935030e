/** A module's SQL names only its own schema: need a neighbour's data? Call its door. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Violation } from "./graph.ts";
import type { Order } from "./order.ts";

/** Looks through every .ts and .sql file of the modules and of platform. */
export function checkSql(root: string, order: Order): Violation[] {
  const schemas = ["platform", ...Object.keys(order)];
  const homes = [
    ["platform", "platform"],
    ...Object.keys(order).map((name) => [name, `modules/${name}`]),
  ] as [string, string][];
  return homes.flatMap(([schema, folder]) => {
    return filesBelow(root, folder).flatMap((file) => {
      // Tests look into platform's tables to see what was announced and audited; a migration hands rows over to it.
      const own = /\.test\.ts$|\/migrations\//.test(file) ? [schema, "platform"] : [schema];
      const others = schemas.filter((other) => !own.includes(other));
      const foreign = new RegExp(`\\b(${others.join("|")})\\.[a-z_]+`, "g");
      const text = readFileSync(join(root, file), "utf8");
      const pieces = file.endsWith(".sql") ? [{ text, at: 0 }] : sqlIn(file, text);
      return pieces.flatMap((piece) =>
        [...withoutQuotes(piece.text).matchAll(foreign)].map((match) => ({
          rule: "own-schema",
          where: `${file}:${text.slice(0, piece.at + match.index).split("\n").length} names ${match[0]}`,
          sentence: `SQL of ${schema} names only the schema ${schema}; ask the neighbour's door, or listen to its events.`,
        })),
      );
    });
  });
}

/** The .ts and .sql files below a folder, but for the generated ones. */
export function filesBelow(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(sql|ts)$/.test(name) && !/(^|\/)schema\.(sql|gen\.ts)$/.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const tags = /^(many|one|maybeOne|run|sql|raw)$/;
const looksLikeSql =
  /\b(select|insert\s+into|update|delete\s+from|from|join|create|alter|drop|truncate)\b[\s\S]*\./i;
const kysely =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|innerJoin|leftJoin|rightJoin|fullJoin|table|ref)$/;

interface Piece {
  text: string;
  at: number;
}

/** The SQL in a TypeScript file: tagged templates, arguments of query(), of sql.raw() and of Kysely's table methods. */
function sqlIn(file: string, text: string): Piece[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const pieces: Piece[] = [];
  const take = (node: ts.Node) => {
    if (ts.isTemplateExpression(node)) {
      for (const part of [node.head, ...node.templateSpans.map(({ literal }) => literal)])
        pieces.push(pieceOf(part));
    } else if (ts.isStringLiteralLike(node)) {
      pieces.push(pieceOf(node));
    }
  };
  const pieceOf = (node: ts.Node): Piece => ({ text: node.getText(source), at: node.getStart(source) });
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && tags.test(lastName(node.tag))) take(node.template);
    if (ts.isCallExpression(node)) {
      const called = lastName(node.expression);
      for (const argument of node.arguments) {
        const words =
          ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument)
            ? argument.getText(source)
            : "";
        if (kysely.test(called) || called === "raw" || (called === "query" && looksLikeSql.test(words)))
          take(argument);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return pieces;
}

function lastName(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isIdentifier(node)) return node.text;
  return "";
}

/** Blanks comments and quoted values, keeping every position. A string given whole to Kysely stays. */
function withoutQuotes(text: string): string {
  const inner = /^(["'])([^"']*)\1$/s.exec(text);
  if (inner) return text;
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (found) => found.replace(/[^\n]/g, " "));
}
