/** What staff may lend in spite of, with a reason. Never what is kept for another, nor what is not lent to anybody. */
export const overrulable: readonly string[] = ["reader-suspended", "overdue", "owes", "limit"];
