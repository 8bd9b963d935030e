/** The web server of a city: operations, pages, health. Stateless; run as many as needed. */
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { mostImageBytes } from "#contract";
import { cityTiles } from "#front";
import { keepMarcFile } from "#library";
import { nameOfSubject } from "#people";
import { holdsSomewhere, principal, roles } from "#platform/auth";
import { textFor, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { keepUpload } from "#platform/exchange";
import { addHealth } from "#platform/health";
import { buildApp, problemDocument, understood } from "#platform/http";
import { textsForBrowser } from "#platform/i18n";
import { serveImages } from "#platform/images";
import { followNames, type LocalHttps, serveAuthority } from "#platform/local-https";
import { mapAllowed, mapOrigins, mapSource, serveTiles } from "#platform/map";
import { mountPages, type PageBuild, type PageOffer } from "#platform/pages";
import { serveSitemap } from "#platform/sitemap";
import { keepRecording, liveFolder, mostAudioBytes, serveLive, serveRecordings } from "#programme";
import type { City } from "./city.ts";
import { notForRobots } from "./not-for-robots.ts";
import { hearProviderLogout } from "./provider-logout.ts";

const built = new URL("../build/", import.meta.url);

/** Builds the server without listening. `pages: false` serves the API alone: tests of modules need no build. */
export async function cityServer(
  city: City,
  { pages = true, local = null }: { pages?: boolean; local?: LocalHttps | null } = {},
): Promise<FastifyInstance> {
  const { https, trustProxy } = city.config;
  const app = await buildApp({ ...city, https, trustProxy, ...(local && { tls: local.certificate }) });
  if (local) {
    serveAuthority(app, local.authority);
    followNames(app.server, local.authority, { names: local.names, clock: city.base.clock });
  }
  addHealth(app, city.db);
  await hearProviderLogout(app, city);
  const mapShown = mapAllowed(city.config).shown;
  serveImages(app, city.base);
  serveRecordings(app, city.base);
  serveLive(app, city.base, liveFolder(city.config.dataDir));
  serveSitemap(app, { closed: notForRobots });
  if (mapShown) serveTiles(app, cityTiles(city.ctx("map-tiles")));
  if (pages) {
    const build: PageBuild = await import(new URL("server/index.js", built).href);
    await mountPages(app, {
      build,
      files: fileURLToPath(new URL("client/", built)),
      makeContext: (request) => pageOffer(city, request, local),
      origins: mapShown ? mapOrigins(mapSource(city.config)) : [],
      // A form with a picture in it, its other fields and the borders between them.
      uploads: {
        below: "/desk/",
        bodyLimit: mostImageBytes + 1024 * 1024,
        may: ({ ctx }) => ctx.actor.kind === "staff",
      },
      formFiles: [
        {
          below: "/desk/exchange",
          limit: 256 * 1024 * 1024,
          may: ({ ctx }) => city.tables.some((table) => table.may.bring(ctx.actor)),
          keep: ({ ctx }, content) => keepUpload(ctx, content),
        },
        {
          below: "/desk/catalogue/batches",
          limit: 1024 * 1024 * 1024,
          may: ({ ctx }) => holdsSomewhere(ctx.actor, "editor", "manager"),
          keep: ({ ctx }, content) => keepMarcFile(ctx, content),
        },
        {
          below: "/desk/guides",
          limit: mostAudioBytes,
          may: ({ ctx }) => holdsSomewhere(ctx.actor, "editor", "publisher", "manager"),
          keep: ({ ctx }, content) => keepRecording(ctx, content),
        },
      ],
    });
  }
  return app;
}

async function pageOffer(city: City, request: FastifyRequest, local: LocalHttps | null): Promise<PageOffer> {
  const { ctx } = request;
  const { actor, locale } = ctx;
  const unapproved = ctx.city.demo ? "show" : "hide";
  const text = textFor(ctx, { onFault: (fault) => ctx.log.warn({ fault }, "text") });
  const names = await Promise.all(
    [actor.subject, actor.onBehalfOf?.subject].map((subject) =>
      subject ? nameOfSubject(city.db, subject) : null,
    ),
  );
  return {
    call: async (operation, input, given) =>
      // perform() checks the answer against the same contract that types it here.
      (await city.performer.perform(ctx, operation.id, input, given?.key ?? null)) as never,
    actor: {
      kind: actor.kind,
      name: names[0] ?? null,
      subject: principal(actor)?.subject ?? null,
      level: actor.level,
      // Somebody without a name yet is acted for all the same.
      onBehalfOf: actor.onBehalfOf && (names[1] ?? text("account.nameless")),
      can: roles.filter((role) => holdsSomewhere(actor, role)),
    },
    locale,
    text,
    words: (prefixes) => textsForBrowser(locale, prefixes, { unapproved }),
    city: {
      name: text("city.name"),
      zone: ctx.city.zone,
      url: city.config.publicUrl.replace(/\/$/, ""),
      demo: ctx.city.demo,
      today: today(ctx).toString(),
    },
    requestId: request.id,
    localAuthority: local?.authority.fingerprint ?? null,
    problemOf: (error) => {
      const known = understood(error, request.routeOptions.bodyLimit);
      return known instanceof Problem ? problemDocument(known, text, request.id) : null;
    },
    report: (error) => ctx.log.error({ err: error, request: request.id }, "unexpected"),
  };
}
