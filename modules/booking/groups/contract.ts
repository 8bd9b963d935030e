/** JSON in and out of places for groups of an organisation. */
import { Id, operation, T } from "#contract";
import { ClaimSize } from "../claiming/claim-size.ts";
import { ClaimMade } from "../contract.ts";
import { placesShape } from "../counter/contract.ts";

export { groupRoles } from "./group-roles.ts";

const ofOffer = T.Object({ offerId: Id });

export const groupsOf = operation({
  id: "booking.groups",
  method: "GET",
  path: "/api/offers/:offerId/organisation-claims",
  summary:
    "Places for groups of organisations: what is left, the rules, and the claims of those the asker works for.",
  params: ofOffer,
  answer: T.Object({
    ...placesShape,
    claims: T.Array(
      T.Object({
        claimId: Id,
        organisation: T.String(),
        size: T.Integer(),
        state: T.Enum(["held", "confirmed", "checked-in"]),
        can: T.Array(T.Enum(["cancel"])),
      }),
    ),
  }),
});

export const claimForOrganisation = operation({
  id: "booking.claim-for-organisation",
  method: "POST",
  path: "/api/offers/:offerId/organisation-claims",
  summary: "Staff of an organisation claim places for a group of it, all or nothing; nobody in it is named.",
  params: ofOffer,
  body: T.Object({ organisation: Id, size: ClaimSize }),
  answer: ClaimMade,
});
