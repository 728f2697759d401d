/** The login page that returns to `path`, a path of ours with its query. From the login page itself it returns to the start. */
export function loginUrl(path: string): string {
  return path === '/login' || path.startsWith('/login?')
    ? '/login'
    : `/login?${new URLSearchParams({ callbackUrl: path })}`
}
