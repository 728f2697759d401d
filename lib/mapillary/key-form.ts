/**
 * How a version of Mapillary's API spells the keys of photos, users and detections: v3 in letters, v4 only in digits (docs/mapillary.md).
 * `any`: none is asked any more.
 */
export type KeyForm = 'letters' | 'digits' | 'any'

/** As PostgreSQL reads it, too. */
export const DIGITS = '^[0-9]{1,30}$'

export function isOfForm(form: KeyForm, key: string): boolean {
  return form === 'any' || new RegExp(DIGITS).test(key) === (form === 'digits')
}
