/** What the page shows, kept in the address so that the browser's way back works: `#7` a sequence, `#7/12` a photo of it. */
export type Route = { sequenceId: number | null; n: number | null }

export function readRoute(hash: string): Route {
  const [, sequenceId, n] = /^#(\d{1,15})(?:\/(\d{1,9}))?$/.exec(hash) ?? []
  return { sequenceId: sequenceId ? Number(sequenceId) : null, n: n ? Number(n) : null }
}

export function hrefOf(sequenceId: number, n?: number): string {
  return `#${sequenceId}${n === undefined ? '' : `/${n}`}`
}
