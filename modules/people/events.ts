/** What people announce. Persons only as subject keys. */
declare module "#platform/events" {
  interface Events {
    "account.made": { subject: string; kind: "resident" | "staff"; demo: boolean };
    /** `subject` is nobody's any more: what was theirs is `into`'s. */
    "account.merged": { subject: string; into: string };
    "account.erased": { subject: string; kind: "resident" | "staff" };
    "cover.made": { coverId: string; covered: string; standIn: string };
    "cover.ended": { coverId: string; covered: string; standIn: string };
    /** How somebody stands under a rule is another: what, is asked of `qualified` and stands in no news. */
    "eligibility.changed": { subject: string; check: string };
    "staff.left": { subject: string; leavingId: string };
  }
}

export {};
