/** Where search engines are asked not to go: anybody's own pages, those that act, and what is written for programs. */
export const notForRobots = [
  ...["/api/", "/desk", "/dev/", "/my", "/sign-in", "/sign-out", "/teach", "/jury", "/line/", "/panel/"],
  ...["/reservations/", "/moved/", "/stop/", "/search", "/catalogue?", "/catalogue/classes?"],
] as const;
