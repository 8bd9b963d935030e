/** A teacher in a list to choose from: with the house that offers them, and whether they have taken the seat. */
import type { Text } from "#libs/texts";

export interface TeacherToChoose {
  id: string;
  name: string;
  seated: boolean;
  /** Another one than the class's own. */
  house: string | null;
}

export function teacherOption(t: Text, { id, name, seated, house }: TeacherToChoose) {
  const label = house ? t("class.teacher-shared", { name, house }) : name;
  return { value: id, label: seated ? label : t("class.teacher-unseated", { name: label }) };
}
