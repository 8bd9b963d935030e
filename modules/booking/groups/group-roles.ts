/** Who works for an organisation in one of these roles acts in its name: brings its groups, has rooms for it. */
export const groupRoles = ["clerk", "editor", "manager"] as const;
