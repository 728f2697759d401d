/** Which announcements a browser has dismissed, by number. */
export const DISMISSED_COOKIE = 'mtp-dismissed'

export function readDismissed(value: string | undefined): number[] {
  return (value ?? '').split('.').map(Number).filter(Number.isSafeInteger)
}
