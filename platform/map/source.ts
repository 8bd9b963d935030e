/** Whose map is shown, in which coordinate system, and whether it may be shown at all. */

/** The settings a map depends on (platform/config). */
export interface MapConfig {
  readonly mode: "demo" | "production";
  /** MAP_REVIEW_NUMBER: 审图号 of the public map, given by the surveying authority. */
  readonly mapReviewNumber: string | undefined;
  /** TIANDITU_KEY: with it, 天地图 is the ground of the live map. The browser sees this key; it is tied to the city's domain at 天地图. */
  readonly tiandituKey: string | undefined;
}

/**
 * `own`: our tiles, made from the city's own data, shown in GCJ-02 as public maps in China are. `tianditu`: raster tiles of the National
 * Platform, in CGCS2000, which differs from WGS-84 by centimetres; our marks must be in WGS-84 there.
 */
export type MapSource =
  | { readonly kind: "own"; readonly display: "GCJ-02" }
  | { readonly kind: "tianditu"; readonly display: "WGS-84"; readonly key: string };

/** The map of this deployment. Without a key it is our own and nothing is fetched from outside. */
export function mapSource({ tiandituKey }: Pick<MapConfig, "tiandituKey">): MapSource {
  const key = tiandituKey?.trim();
  return key ? { kind: "tianditu", display: "WGS-84", key } : { kind: "own", display: "GCJ-02" };
}

export type MapAllowance =
  | { readonly shown: true; readonly reviewNumber: string | null }
  | { readonly shown: false; readonly because: "no-review-number" };

/**
 * May a map be shown to the public? In production only with its review number: 《地图管理条例》 (State Council order 664), chapter on map review, and
 * 《地图审核管理规定》, by which an internet map carries the number in its lower left corner. A demo shows the map without one, labelled
 * 演示地图，未经审图. Lists and directions in words never depend on this.
 */
export function mapAllowed({
  mode,
  mapReviewNumber,
}: Pick<MapConfig, "mode" | "mapReviewNumber">): MapAllowance {
  const reviewNumber = mapReviewNumber?.trim() || null;
  if (mode === "production" && reviewNumber === null) return { shown: false, because: "no-review-number" };
  return { shown: true, reviewNumber };
}

/** Addresses outside that a page with this map fetches pictures from, for its Content-Security-Policy (img-src, connect-src). Our own map: none. */
export function mapOrigins(source: MapSource): string[] {
  return source.kind === "own" ? [] : TIANDITU_HOSTS.map((host) => `https://${host}.tianditu.gov.cn`);
}

export const TIANDITU_HOSTS = ["t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7"] as const;
