/**
 * The table of staff: who works where in which role. New people come without a password: nobody signs in until a manager
 * gives a first one, so that no file and no report ever holds one.
 */
import { organisationsCalled } from "#places";
import { type Actor, holdsSomewhere, type Role, roles } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import {
  type CellFault,
  type Column,
  coded,
  defineTable,
  type Landing,
  line,
  type ReadRow,
  type Values,
} from "#platform/exchange";
import { makeAccount } from "../account/account.ts";
import { longestName, nameFault, tidyName } from "../account/name.ts";
import { may } from "../may.ts";
import { giveGrant } from "./grants.ts";
import { isLogin, plainLogin } from "./login.ts";
import { type KnownStaff, staffByLogins } from "./staff-store-many.ts";
import { insertStaff, staffUnder } from "./store.ts";

// texts: role.*
const roleWords = {
  clerk: "role.clerk",
  editor: "role.editor",
  reviewer: "role.reviewer",
  publisher: "role.publisher",
  manager: "role.manager",
  admin: "role.admin",
  auditor: "role.auditor",
} as const satisfies Record<Role, string>;

const login: Column<string> = {
  ...line({ most: 40, example: "chengnan.li", required: true }),
  read(cell) {
    const value = plainLogin(cell);
    return isLogin(value) ? { value } : { fault: { id: "login.form" } };
  },
};

const name: Column<string> = {
  ...line({ most: longestName * 2, example: "李梅", filled: true }),
  read(cell) {
    const fault = nameFault(cell);
    return fault ? { fault: { id: fault } } : { value: tidyName(cell) };
  },
};

const columns = {
  login,
  name,
  organisation: line({ most: 400, example: "klmy.library", required: true }),
  role: coded(roleWords, { example: "柜台", required: true }),
};

type StaffValues = Values<typeof columns>;

export const staffTable = defineTable<typeof columns, null>({
  name: "staff",
  columns,
  key: ["login", "organisation", "role"],
  batch: 100,
  filters: [],
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, "manager", "admin"),
    take: (who) => holdsSomewhere(who, "manager", "admin", "auditor"),
  },
  prepare: async () => null,
  landRows,
  rowsOf,
});

async function landRows(ctx: TxCtx, rows: readonly ReadRow<typeof columns>[]): Promise<Landing[]> {
  const said = (column: "login" | "organisation") => [
    ...new Set(rows.map(({ values }) => pathless(values[column] ?? ""))),
  ];
  const known = await staffByLogins(ctx.db, said("login"), ctx.clock());
  const people = new Map(known.map((person) => [person.login, person]));
  const organisations = await organisationsCalled(ctx.db, said("organisation"));
  const landings: Landing[] = [];
  for (const { values } of rows) {
    const called = organisations.filter(
      (one) => one.path === `${pathless(values.organisation ?? "")}.` || one.name === values.organisation,
    );
    const person = people.get(values.login ?? "") ?? null;
    const faults = faultsOf(ctx, values, { person, called });
    const [organisation] = called;
    if (faults.length > 0 || !organisation || !values.role) landings.push({ faults });
    else if (person?.grants.some(({ role, path }) => role === values.role && path === organisation.path))
      landings.push({ did: "unchanged" });
    else {
      const of = person ?? (await enter(ctx, values));
      // Each is a person with a key and a record of their own; a file of staff has hundreds, not thousands.
      await giveGrant(ctx, { account: of.account, role: values.role, organisation: organisation.id });
      of.grants.push({ role: values.role, path: organisation.path });
      people.set(of.login, of);
      landings.push({ did: person ? "changed" : "added" });
    }
  }
  return landings;
}

const pathless = (text: string) => text.trim().replace(/\.$/, "");

function faultsOf(
  { actor }: TxCtx,
  values: StaffValues,
  { person, called }: { person: KnownStaff | null; called: readonly { path: string }[] },
): CellFault[] {
  const faults: CellFault[] = [];
  const [organisation] = called;
  if (!organisation)
    faults.push({
      column: "organisation",
      id: "organisation.unknown",
      data: { said: values.organisation ?? "" },
    });
  else if (called.length > 1)
    faults.push({
      column: "organisation",
      id: "organisation.several",
      data: { name: values.organisation ?? "" },
    });
  else if (values.role && !mayGive(actor, { role: values.role, path: organisation.path }))
    faults.push({ column: "organisation", id: "row.not-yours" });
  if (!person && !values.name) faults.push({ column: "name", id: "missing" });
  if (person && values.name && person.name !== values.name)
    faults.push({ column: "name", id: "staff.other-name" });
  if (person && person.status !== "active") faults.push({ column: "login", id: "staff.gone" });
  return faults;
}

function mayGive(actor: Actor, grant: { role: Role; path: string }): boolean {
  return actor.kind === "system" || may["grant.set"](actor, grant);
}

async function enter(ctx: TxCtx, values: StaffValues): Promise<KnownStaff> {
  const person = { kind: "staff", name: values.name ?? "", phone: null, born: null, level: 2 } as const;
  const { id } = await makeAccount(ctx, person);
  const own = { account: id, login: values.login ?? "" };
  await insertStaff(ctx.db, { ...own, passwordHash: null });
  return { ...own, name: person.name, status: "active", grants: [] };
}

async function* rowsOf(ctx: Ctx): AsyncGenerator<StaffValues> {
  const seen = new Set<string>();
  for (const path of pathsOf(ctx.actor)) {
    let after = "";
    for (;;) {
      const page = await staffUnder(ctx.db, { path, after, now: ctx.clock(), limit: 500 });
      const last = page.at(-1);
      if (!last) break;
      for (const person of page) {
        for (const grant of person.grants) {
          const key = `${person.login} ${grant.role} ${grant.path}`;
          const role = roles.find((one) => one === grant.role);
          // All roles of a person come along; those outside are not this asker's to see.
          if (seen.has(key) || !role || !grant.path.startsWith(path)) continue;
          seen.add(key);
          yield { login: person.login, name: person.name, organisation: pathless(grant.path), role };
        }
      }
      after = last.login;
    }
  }
}

function pathsOf({ kind, grants }: Actor): string[] {
  if (kind === "system") return [""];
  return [
    ...new Set(
      grants.filter(({ role }) => ["manager", "admin", "auditor"].includes(role)).map(({ path }) => path),
    ),
  ];
}
