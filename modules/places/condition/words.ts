/** Fixed words of conditions. Each has its sentence in messages: `place.condition.grade.good`. */

export const grades = ["good", "fair", "poor", "unsafe"] as const;
export type Grade = (typeof grades)[number];

export const equipmentStates = ["working", "worn", "broken", "missing"] as const;
export type EquipmentState = (typeof equipmentStates)[number];
