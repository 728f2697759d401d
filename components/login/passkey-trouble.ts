export const PASSKEY_TROUBLE = 'Your device could not do this. Try again, or use another device or browser.'

/** Whether somebody closed the window of their device, or let it wait too long: browsers tell neither from "there is none". */
export function isGivenUp(error: unknown): boolean {
  return error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)
}
