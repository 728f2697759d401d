const SLOW_MS = 1_000

/** Whether a small picture is shown until the right one has come. Only Chromium tells how fast a line is, so the way the page came tells. */
export function isSlowLine(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  return page !== undefined && 'responseEnd' in page && Number(page.responseEnd) > SLOW_MS
}
