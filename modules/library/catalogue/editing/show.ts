/** Records as they are opened at the desk, what they were, and what a new one can begin with. */
import type { AnswerOf } from "#contract";
import { organisationsByPaths, organisationsCovered, organisationsOf } from "#places";
import { holdsSomewhere, pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found, notFound } from "#platform/errors";
import { named } from "#platform/i18n";
import { landers, may, seers } from "../../may.ts";
import { type Kept, readKept } from "../keeping/read-kept.ts";
import { linesOf } from "../reading/as-lines.ts";
import { sideBySide } from "../reading/side-by-side.ts";
import type { listTemplates, openRecord, recordHistory } from "./contract.ts";
import * as store from "./edit-store.ts";
import { begun, templates } from "./formats/templates.ts";
import { rulesFor, saidIn } from "./formats/view.ts";

const mostVersions = 200;

export async function listForDesk(ctx: Ctx): Promise<AnswerOf<typeof listTemplates>> {
  const say = saidIn(ctx.locale);
  const day = today(ctx).toString();
  const own = await organisationsCovered(ctx.db, {
    at: pathsHeld(ctx.actor, ...landers),
    below: [],
    words: null,
    limit: 200,
  });
  const kept = await store.templatesFor(ctx.db, pathsHeld(ctx.actor, ...seers));
  const houses = await organisationsOf(ctx.db, [
    ...new Set(kept.map(({ organisationId }) => organisationId)),
  ]);
  const usual = templates.map(({ id, name, flavour, lines }) => ({
    id,
    name: say(name),
    flavour,
    organisation: null,
    lines: begun(lines, day),
    mayDrop: false,
  }));
  const ofHouses = kept.map(({ id, name, flavour, lines, orgPath, organisationId }) => {
    const house = houses.get(organisationId);
    return {
      id,
      name,
      flavour,
      organisation: house ? named(house, ctx.locale) : "",
      lines: begun(lines, day),
      mayDrop: may["record.make"](ctx.actor, { orgPath }),
    };
  });
  return { items: [...ofHouses, ...usual], organisations: own.map(({ id, name }) => ({ id, name })) };
}

export async function openForDesk(ctx: Ctx, id: number): Promise<AnswerOf<typeof openRecord>> {
  const row = found(await store.editableOf(ctx.db, id), "record", `${id}`);
  const lines = await linesOfKept(row);
  const { flavour, state, version, mergedInto, title, cameFrom, changedAt } = row;
  const paths = await store.housesOf(ctx.db, id);
  return {
    id,
    version,
    state,
    mergedInto,
    title,
    lines: lines.join("\n"),
    items: await store.countItems(ctx.db, id),
    cameFrom,
    changedAt: changedAt.toString(),
    mayEdit: may["record.edit"](ctx.actor, { paths }),
    otherHouses: await namesOfOthers(ctx, paths),
    // Of whichever house: a record that others have can be held by one's own too.
    mayAddItems: row.kind === "bibliographic" && holdsSomewhere(ctx.actor, ...landers),
    isShown: row.kind === "bibliographic" && state === "standing",
    format: rulesFor({ flavour, leader: lines[0]?.slice(4) ?? "" }, ctx.locale),
  };
}

async function namesOfOthers(ctx: Ctx, paths: readonly string[]): Promise<string[]> {
  const others = paths.filter((orgPath) => !may["item.write"](ctx.actor, { orgPath }));
  const houses = await organisationsByPaths(ctx.db, others);
  return [...houses.values()].map((house) => named(house, ctx.locale)).toSorted();
}

/** Two of its versions are compared: those asked for, else the last two. */
export async function showHistory(
  ctx: Ctx,
  id: number,
  asked: { older?: number | undefined; newer?: number | undefined },
): Promise<AnswerOf<typeof recordHistory>> {
  const row = found(await store.editableOf(ctx.db, id), "record", `${id}`);
  const past = await store.versionsOf(ctx.db, id, mostVersions);
  const began = past.at(-1)?.version === 1 || past.length === 0 ? [{ version: 1, at: row.madeAt }] : [];
  const versions = [
    // What ended one began the next.
    ...past.map(({ version, did, reason, file, endedAt }) => ({
      version: version + 1,
      did,
      reason,
      file,
      at: endedAt.toString(),
    })),
    ...began.map(({ version, at }) => ({
      version,
      did: "made" as const,
      reason: "",
      file: null,
      at: at.toString(),
    })),
  ];
  const newer = asked.newer ?? row.version;
  const older = asked.older ?? past.find(({ version }) => version < newer)?.version ?? null;
  const compared = older === null ? null : { older, newer };
  return {
    id,
    title: row.title,
    version: row.version,
    state: row.state,
    cameFrom: row.cameFrom,
    items: await store.countItems(ctx.db, id),
    mayEdit: may["record.edit"](ctx.actor, { paths: await store.housesOf(ctx.db, id) }),
    versions,
    older: compared && older,
    newer: compared && newer,
    fields: compared
      ? sideBySide(await linesAt(ctx, row, compared.older), await linesAt(ctx, row, compared.newer))
      : [],
  };
}

async function linesAt(ctx: Ctx, row: store.Editable, version: number): Promise<string[]> {
  if (version === row.version) return linesOfKept(row);
  const kept = await store.keptAt(ctx.db, row.id, version);
  if (kept === null) throw notFound("version", `${version}`);
  return linesOfKept(kept);
}

async function linesOfKept(row: Kept): Promise<string[]> {
  const record = await readKept(row);
  return record ? linesOf(record).split("\n") : [];
}
