/** HTTP of people: the operations of all its subjects. */
import { accountOperations } from "./account/routes.ts";
import { coverOperations } from "./cover/routes.ts";
import { eligibilityOperations } from "./eligibility/routes.ts";
import { familyOperations } from "./family/routes.ts";
import { identityOperations } from "./identity/routes.ts";
import { leavingOperations } from "./leaving/routes.ts";
import { mergingOperations } from "./merging/routes.ts";
import { noticesOperations } from "./notices/routes.ts";
import { passOperations } from "./pass/routes.ts";
import { preferenceOperations } from "./preferences/routes.ts";
import { privacyOperations } from "./privacy/routes.ts";
import { providerOperations } from "./provider/routes.ts";
import { signInOperations } from "./sign-in/routes.ts";
import { staffOperations } from "./staff/routes.ts";

export const operations = [
  ...accountOperations,
  ...signInOperations,
  ...providerOperations,
  ...staffOperations,
  ...coverOperations,
  ...leavingOperations,
  ...familyOperations,
  ...passOperations,
  ...noticesOperations,
  ...privacyOperations,
  ...identityOperations,
  ...mergingOperations,
  ...preferenceOperations,
  ...eligibilityOperations,
];
