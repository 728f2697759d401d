/** Next.js calls this once, before the first request. It builds a copy for its other runtime as well, which has no sockets. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  if (process.env.NEXT_MANUAL_SIG_HANDLE) {
    const { endGracefully } = await import('@/lib/server/graceful-end')
    const { env } = await import('@/lib/config/env')
    endGracefully({ unreadyMs: env().MTP_UNREADY_SECONDS * 1_000 })
  }
  const { notePeers } = await import('@/lib/server/http/client-address')
  notePeers()
  const { openGate } = await import('@/lib/server/gate/gate')
  openGate()
  const { explainLongRequests } = await import('@/lib/server/http/explain-long-requests')
  explainLongRequests()
  const { sendEncodings } = await import('@/lib/server/http/gzipped')
  sendEncodings()
  const { noteRawQueries } = await import('@/lib/server/http/raw-query')
  const { PASSED_ON } = await import('@/lib/server/uploads/desktop-uploader')
  noteRawQueries(PASSED_ON)
}
