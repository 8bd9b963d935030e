/** What people announce. Persons only as subject keys. */
declare module "#platform/events" {
  interface Events {
    "account.made": { subject: string; kind: "resident" | "staff"; demo: boolean };
    "account.erased": { subject: string; kind: "resident" | "staff" };
    "cover.made": { coverId: string; covered: string; standIn: string };
    "cover.ended": { coverId: string; covered: string; standIn: string };
    "staff.left": { subject: string; leavingId: string };
  }
}

export {};
