/** Where to go after the login: a path of ours, whatever was asked for; anything else is the start page. */
export function safeCallbackUrl(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/'
  const url = new URL(value, 'http://same.invalid')
  return url.host === 'same.invalid' ? `${url.pathname}${url.search}${url.hash}` : '/'
}
