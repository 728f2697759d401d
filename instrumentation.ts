/** Next.js calls this once, before the first request. It builds a copy for its other runtime as well, which has no sockets. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { notePeers } = await import('@/lib/http/client-address')
  notePeers()
  const { explainLongRequests } = await import('@/lib/http/explain-long-requests')
  explainLongRequests()
  const { sendEncodings } = await import('@/lib/http/gzipped')
  sendEncodings()
  const { noteRawQueries } = await import('@/lib/http/raw-query')
  const { PASSED_ON } = await import('@/lib/uploads/desktop-uploader')
  noteRawQueries(PASSED_ON)
}
