/** What a person may do beside what everybody may: moderators decide reports, admins run the instance and may do what moderators may. */
export const ROLES = ['user', 'moderator', 'admin'] as const
export type Role = (typeof ROLES)[number]

export function isModerator(role: Role | undefined): boolean {
  return role === 'moderator' || role === 'admin'
}
