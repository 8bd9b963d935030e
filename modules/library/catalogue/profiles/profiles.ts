/** Import profiles of houses: begun from one that everybody has or that a file was read by, changed, found by their name. */
import type { AnswerOf } from "#contract";
import { organisationOf, organisationsCovered, organisationsOf, placesOf } from "#places";
import { audit } from "#platform/audit";
import { pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { landers, may, seers } from "../../may.ts";
import { ownPlaces, placeFor } from "../../own-places.ts";
import { batchOf } from "../importing/batch-store.ts";
import type { Profile } from "../importing/profile.ts";
import { usualProfiles } from "../importing/profiles.ts";
import { codeMeanings } from "../items/status.ts";
import type * as contract from "./contract.ts";
import * as store from "./profile-store.ts";

const most = 200;

/** What a house calls so: what everybody has, its own, or that of the nearest house above it. */
export async function profileNamed(ctx: Ctx, organisationId: string, name: string): Promise<Profile | null> {
  const usual = usualProfiles.find((one) => one.name === name);
  if (usual) return usual;
  const path = await pathOf(ctx, organisationId);
  const own = path && (await store.profileCalled(ctx.db, path, name));
  return own ? asProfile(own) : null;
}

/** Names of all that a house may read its files by. */
export async function profileNames(ctx: Ctx, organisationId: string): Promise<string[]> {
  const path = await pathOf(ctx, organisationId);
  const own = path ? await store.profilesFor(ctx.db, path) : [];
  return [...usualProfiles, ...own].map(({ name }) => name);
}

/** A command line may name no house. */
const pathOf = async (ctx: Ctx, organisationId: string) =>
  organisationId === "" ? null : (await organisationOf(ctx.db, organisationId))?.path;

/** Names of what the asker's houses and those above them have written down, for the choice before a file is sent. */
export const ownProfileNames = (ctx: Ctx): Promise<string[]> =>
  store.namesFor(ctx.db, pathsHeld(ctx.actor, ...landers), most);

export async function listForDesk(
  ctx: Ctx,
  { from }: { from?: string },
): Promise<AnswerOf<typeof contract.listProfiles>> {
  const own = await store.profilesBelow(ctx.db, pathsHeld(ctx.actor, ...seers), most);
  const organisations = await organisationsOf(
    ctx.db,
    own.map(({ organisationId }) => organisationId),
  );
  const text = textFor(ctx);
  return {
    items: own.map((one) => rowOf(one, organisations)),
    usual: usualProfiles.map((profile) => ({
      name: profile.name,
      title: text(`profile.${profile.name}`),
      profile,
    })),
    ...(await choices(ctx)),
    begin: await beginning(ctx, from),
  };
}

async function beginning(ctx: Ctx, from: string | undefined): Promise<store.Content> {
  const [bare] = usualProfiles;
  const usual = usualProfiles.find(({ name }) => name === from);
  if (usual) return nameless(usual);
  const batch = from && /^[0-9a-f-]{36}$/.test(from) ? await batchOf(ctx.db, from) : null;
  if (batch && may["batch.see"](ctx.actor, batch)) return nameless(batch.profile);
  return nameless(found(bare, "profile", "records"));
}

const nameless = ({ name: _, ...content }: Profile): store.Content => content;

export async function showProfile(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getProfile>> {
  const own = found(await store.profileOf(ctx.db, id), "profile", id);
  const organisations = await organisationsOf(ctx.db, [own.organisationId]);
  return {
    ...rowOf(own, organisations),
    profile: asProfile(own),
    mayWrite: may["profile.write"](ctx.actor, own),
    ...(await choices(ctx)),
    versions: (await store.versionsOf(ctx.db, id)).map(({ version, content, endedAt }) => ({
      version,
      name: content.name,
      endedAt: endedAt.toString(),
    })),
  };
}

export async function createProfile(
  ctx: TxCtx,
  { organisationId, profile }: { organisationId: string; profile: Profile },
): Promise<{ id: string }> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { name, content } = await checked(ctx, { orgPath: path, content: null }, profile);
  const id = newId(ctx.clock().epochMilliseconds);
  if (!(await store.insertProfile(ctx.db, { id, organisationId, orgPath: path, name, content }, ctx.clock())))
    throw nameTaken();
  await audit(ctx, { what: "profile.created", on: { kind: "profile", id }, detail: { name } });
  return { id };
}

export async function editProfile(
  ctx: TxCtx,
  { id, version, profile }: { id: string; version: number; profile: Profile },
): Promise<void> {
  const before = found(await store.lockProfile(ctx.db, id), "profile", id);
  if (before.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: before.version });
  const { name, content } = await checked(ctx, before, profile);
  if (!(await store.updateProfile(ctx.db, { id, name, content }, ctx.clock()))) throw nameTaken();
  await audit(ctx, {
    what: "profile.changed",
    on: { kind: "profile", id },
    detail: { version: version + 1 },
  });
}

export async function dropProfile(ctx: TxCtx, id: string): Promise<void> {
  if (!(await store.lockProfile(ctx.db, id))) return;
  await store.dropProfile(ctx.db, id, ctx.clock());
  await audit(ctx, { what: "profile.dropped", on: { kind: "profile", id } });
}

const nameTaken = () => invalid([{ field: "/body/profile/name", id: "library.profile-taken" }]);

/**
 * Names of what everybody has are taken; its places exist and are the house's own, unless they stood in it before, and its statuses are ones that a
 * code can mean.
 */
async function checked(
  ctx: Ctx,
  before: { orgPath: string; content: store.Content | null },
  { name: said, ...content }: Profile,
) {
  const name = said.trim();
  if (usualProfiles.some((usual) => usual.name === name)) throw nameTaken();
  const places = Object.entries(content.places);
  const known = await placesOf(ctx.db, placesIn(content));
  const faults = [
    ...places.flatMap(([code, id]) => (known.has(id) ? [] : [`places/${code}`])),
    ...(content.place && !known.has(content.place) ? ["place"] : []),
    ...Object.entries(content.statuses).flatMap(([code, status]) =>
      (codeMeanings as readonly string[]).includes(status) ? [] : [`statuses/${code}`],
    ),
  ];
  if (faults.length > 0)
    throw invalid(faults.map((field) => ({ field: `/body/profile/${field}`, id: "not-offered" })));
  const stood = new Set(before.content ? placesIn(before.content) : []);
  const fresh = new Set(placesIn(content).filter((id) => !stood.has(id)));
  for (const id of fresh) await placeFor(ctx, before.orgPath, id);
  return { name, content };
}

const placesIn = ({ places, place }: store.Content) => [
  ...Object.values(places),
  ...(place === null ? [] : [place]),
];

const asProfile = ({ name, content }: store.KeptProfile): Profile => ({ ...content, name });

async function choices(ctx: Ctx) {
  const at = pathsHeld(ctx.actor, ...landers);
  const own = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: most });
  return {
    organisations: own.map(({ id, name }) => ({ id, name })),
    places: (await ownPlaces(ctx, ...landers)).map(({ id, name }) => ({ id, name })),
  };
}

const rowOf = (
  { id, name, organisationId, version, changedAt }: store.KeptProfile,
  organisations: Map<string, { name: string }>,
) => ({
  id,
  name,
  organisation: { id: organisationId, name: organisations.get(organisationId)?.name ?? "" },
  version,
  changedAt: changedAt.toString(),
});
