/** Where to go after the login: a page of ours (`siteUrl`), as a path, whatever was asked for; anything else is the start page. */
export function safeCallbackUrl(value: unknown, siteUrl: string): string {
  if (typeof value !== 'string' || !URL.canParse(value, siteUrl)) return '/'
  const url = new URL(value, siteUrl)
  return url.origin === new URL(siteUrl).origin ? `${url.pathname}${url.search}${url.hash}` : '/'
}
