/** What the library announces. A loan and a hold are their ids and houses: neither reader nor title, so that what is returned stays forgotten. */
declare module "#platform/events" {
  interface Events {
    "reader.joined": { homeId: string; category: string; kind: "person" | "group"; demo: boolean };
    "reader.ended": { homeId: string; category: string; kind: "person" | "group"; demo: boolean };
    "card.issued": { homeId: string; orgPath: string; category: string; demo: boolean };
    "card.ended": {
      homeId: string;
      orgPath: string;
      category: string;
      why: "lost" | "replaced" | "ended";
      demo: boolean;
    };
    "loan.made": {
      loanId: string;
      ownerId: string;
      placeId: string;
      /** Of the house where it is lent. */
      orgPath: string;
      type: string;
      category: string;
      guarantee: string;
      demo: boolean;
    };
    "loan.renewed": { loanId: string; ownerId: string; placeId: string; demo: boolean };
    "loan.returned": {
      loanId: string;
      ownerId: string;
      placeId: string;
      /** Of the house where it came back. */
      orgPath: string;
      how: "returned" | "lost" | "undone";
      demo: boolean;
    };
    /** A copy lay on a table; whose hands it was in nobody asks. */
    "item.used-in-house": {
      ownerId: string;
      placeId: string;
      /** Of the house where it lay. */
      orgPath: string;
      type: string;
      demo: boolean;
    };
    "hold.placed": { holdId: string; pickupId: string; orgPath: string; demo: boolean };
    "hold.ready": { holdId: string; pickupId: string; demo: boolean };
    "hold.ended": {
      holdId: string;
      pickupId: string;
      how: "collected" | "cancelled" | "expired";
      demo: boolean;
    };
    /** How many volumes a house has more, or less, than when they were last counted. */
    "volumes.counted": { ownerId: string; orgPath: string; difference: number; demo: boolean };
    /** A manifest in numbers; what was in it stands in no event. */
    "box.sent": { boxId: string; fromId: string; toId: string; copies: number; demo: boolean };
    "box.received": {
      boxId: string;
      fromId: string;
      toId: string;
      copies: number;
      missing: number;
      extra: number;
      demo: boolean;
    };
  }
}

export {};
