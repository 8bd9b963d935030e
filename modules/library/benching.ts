/** What the bench of the search calls. */
export { wantedOf } from "./catalogue/finding/asked.ts";
export { countFor } from "./catalogue/finding/count.ts";
export { nextHits } from "./catalogue/finding/find.ts";
export { searchFor } from "./catalogue/finding/search.ts";
