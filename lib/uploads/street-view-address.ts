const HOSTS =
  /^(?:(?:www\.|(?:[a-z0-9-]+\.)*maps\.)?google\.(?:com?\.[a-z]{2}|com|[a-z]{2})|goo\.gl|(?:maps|photos)\.app\.goo\.gl)$/

/** Whether an address leads to Google's maps: it is shown as Google's, so nobody else's may stand there. */
export function isStreetViewAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.port === '' && HOSTS.test(url.hostname)
}
