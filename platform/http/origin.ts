/** Cross-site request forgery: a browser says where a request comes from; a change must come from our own pages. */

export interface RequestOrigin {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  hasCookie: boolean;
}

/** Is this request certainly not another site's? Requests without a cookie carry no one's authority and pass. */
export function comesFromUs({ method, host, origin, fetchSite, hasCookie }: RequestOrigin): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return true;
  // Fetch Metadata: sent by every browser since 2023.
  if (fetchSite !== undefined) return fetchSite === "same-origin" || fetchSite === "none";
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === host;
  return !hasCookie;
}
