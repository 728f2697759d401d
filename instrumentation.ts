const SAVED_WITHIN_MS = 3_000 // the launcher waits for four seconds when Ctrl-C was pressed

/** Next.js calls this once, before the first request. It builds a copy for its other runtime as well, which has no sockets. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { env } = await import('@/lib/config/env')
  // Loaded only where it is wanted: it takes a second and some memory.
  const tracing = env().OTEL_EXPORTER_OTLP_ENDPOINT
    ? (await import('@/lib/server/tracing')).startTracing({ serviceName: env().OTEL_SERVICE_NAME })
    : undefined
  if (process.env.NEXT_MANUAL_SIG_HANDLE) {
    const { endGracefully } = await import('@/lib/server/graceful-end')
    endGracefully({
      unreadyMs: env().MTP_UNREADY_SECONDS * 1_000,
      async atEnd() {
        const { runtime } = await import('@/lib/server/runtime')
        const { saveLastChanges } = await import('@/lib/manifests/save-last-changes')
        await saveLastChanges(runtime(), { withinMs: SAVED_WITHIN_MS })
        await tracing?.stop()
      },
    })
  }
  const { notePeers } = await import('@/lib/server/http/client-address')
  notePeers()
  const { openGate } = await import('@/lib/server/gate/gate')
  openGate()
  const { startTroubleWatch } = await import('@/lib/server/administration/start-trouble-watch')
  startTroubleWatch()
  const { MTP_METRICS_PORT: metricsPort, HOST: host } = env()
  if (metricsPort !== undefined) {
    const { serveMetrics } = await import('@/lib/server/metrics/serve-metrics')
    const { runtime } = await import('@/lib/server/runtime')
    const { verificationSettings } = await import('@/lib/server/vault/tools')
    serveMetrics(runtime().db, { port: metricsPort, host, nights: verificationSettings() })
  }
  const { explainLongRequests } = await import('@/lib/server/http/explain-long-requests')
  explainLongRequests()
  const { sendDroppedHeaders } = await import('@/lib/server/http/dropped-headers')
  sendDroppedHeaders()
  const { noteRawQueries } = await import('@/lib/server/http/raw-query')
  const { PASSED_ON } = await import('@/lib/server/uploads/desktop-uploader')
  noteRawQueries(PASSED_ON)
}
