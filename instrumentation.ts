/** Next.js calls this once, before the first request. */
export async function register() {
  const { notePeers } = await import('@/lib/http/client-address')
  notePeers()
}
