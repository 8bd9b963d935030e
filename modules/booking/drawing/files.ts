/** Files of a draw for whoever checks it: the list or the whole, the verifier, and a table for witnesses. */
import { readFile } from "node:fs/promises";
import { verifierFiles } from "#libs/draw";
import { type Ctx, textFor } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { FileAnswer } from "#platform/http";
import * as store from "./draw-store.ts";
import * as resultStore from "./result-store.ts";

/** The published file once it was drawn, else the frozen list: byte for byte, so that its hash is the announced one. */
export async function fileOf(ctx: Ctx, drawId: string, of?: "list"): Promise<FileAnswer> {
  const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
  const drawn = of === "list" ? null : await store.outcomeText(ctx.db, drawId);
  const text = drawn ?? (await store.frozenText(ctx.db, drawId))?.text;
  if (text === undefined) throw refused("drawing.not-frozen");
  const what = textFor(ctx)(drawn ? "drawing.file.drawn" : "drawing.file.list");
  return new FileAnswer(`${draw.title}-${what}.json`, "application/json", [Buffer.from(text, "utf8")]);
}

/** The verifier, to be saved and opened from disk: a policy of this server would not let its script run. */
export async function verifierFile(form: "page" | "command"): Promise<FileAnswer> {
  const [name, media] =
    form === "page"
      ? (["verify-draw.html", "text/html"] as const)
      : (["verify-draw.mjs", "text/javascript"] as const);
  return new FileAnswer(name, media, [await readFile(verifierFiles[form])]);
}

// texts: drawing.sheet.* drawing.result.* drawing.became.*
/** The list as a table, with what each number got once it was drawn. Numbers only: nobody is named in it. */
export async function sheetOf(ctx: Ctx, drawId: string): Promise<FileAnswer> {
  const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
  const frozen = await store.frozenText(ctx.db, drawId);
  if (!frozen) throw refused("drawing.not-frozen");
  const t = textFor(ctx);
  const list = JSON.parse(frozen.text) as {
    entries: { number: string; weight: number; size: number; choices: string[] }[];
    classes: { id: string; title: string }[];
  };
  const title = new Map(list.classes.map((one) => [one.id, one.title]));
  const results = Map.groupBy(
    await resultStore.results(ctx.db, drawId, { after: 0, ranks: list.entries.length }),
    ({ number }) => number,
  );
  const head = [
    [t("drawing.sheet.title"), draw.title],
    [t("drawing.sheet.hash"), draw.hash ?? ""],
    [t("drawing.sheet.commitment"), draw.commitment ?? ""],
    [t("drawing.sheet.source"), draw.valueSource],
    [t("drawing.sheet.value"), draw.value ?? ""],
  ];
  const columns = ["number", "weight", "size", "choices", "rank", "result"].map((name) =>
    t(`drawing.sheet.${name}`),
  );
  const rows = list.entries.map(({ number, weight, size, choices }) => {
    const got = results.get(number) ?? [];
    const words = got.map(({ code, result, turn, became }) => {
      const word = t(`drawing.result.${result}`, { turn: turn ?? 0 });
      return `${title.get(code) ?? code}: ${word}${became ? ` (${t(`drawing.became.${became}`)})` : ""}`;
    });
    const wanted = choices.map((code) => title.get(code) ?? code);
    return [number, weight, size, wanted.join("; "), got[0]?.rank ?? "", words.join("; ")];
  });
  const lines = [...head, [], columns, ...rows].map((cells) => cells.map(cell).join(","));
  const name = `${draw.title}-${t("drawing.sheet")}.csv`;
  return new FileAnswer(name, "text/csv", [Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`, "utf8")]);
}

/** RFC 4180; a leading sign is kept from being read as a formula. */
function cell(value: string | number): string {
  const text = String(value);
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
