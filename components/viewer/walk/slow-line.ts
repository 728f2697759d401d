const SLOW_MS = 1_000

/** Of the picture that stands in until the sharp one has come. */
export const SMALL_SIZE = 320

/** Whether a small picture is shown until the right one has come. Only Chromium tells how fast a line is, so the way the page came tells. */
export function isSlowLine(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  return page !== undefined && 'responseEnd' in page && Number(page.responseEnd) > SLOW_MS
}
