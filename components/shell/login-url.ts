/** The login page that returns to `path`, a path of ours with its query. `isAgain`: also for somebody who is logged in. */
export function loginUrl(path: string, { isAgain = false }: { isAgain?: boolean } = {}): string {
  const isLogin = path === '/login' || path.startsWith('/login?')
  const query = new URLSearchParams({ ...(!isLogin && { callbackUrl: path }), ...(isAgain && { again: '1' }) })
  return query.size > 0 ? `/login?${query}` : '/login'
}
