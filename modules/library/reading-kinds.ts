/** Kinds of places that are there for books. */
export const readingKinds = [
  "library",
  "book-house",
  "community-study",
  "workers-book-house",
  "village-study",
];
