import { Choice, Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { Role } from "./role-choices.ts";

export interface RoleFieldsProps {
  roles: readonly Role[];
  organisations: readonly { id: string; name: string }[];
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: role.*
/** Which role, and where: on an organisation and everything below it. */
export function RoleFields({ roles, organisations, problem, values }: RoleFieldsProps) {
  const { text: t } = usePage();
  return (
    <>
      <Choice
        name="role"
        label={t("staff.role")}
        options={roles.map((role) => ({
          value: role,
          label: t(`role.${role}`),
          hint: t(`role.${role}.means`),
        }))}
        value={values.role ?? roles[0]}
        problem={problem}
      />
      <Select
        name="organisation"
        label={t("staff.organisation")}
        hint={t("staff.organisation.hint")}
        options={optionsOf(organisations)}
        value={values.organisation ?? organisations[0]?.id}
        problem={problem}
      />
    </>
  );
}
