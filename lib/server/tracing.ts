import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { api, NodeSDK } from '@opentelemetry/sdk-node'
import { traceWith } from '@/lib/metrics/trace'

type ExportSpans = OTLPTraceExporter['export']

/** Sends spans without the queries of addresses: they hold what people searched for and, at log-in, a token. */
class PrivateExporter extends OTLPTraceExporter {
  override export(...[spans, done]: Parameters<ExportSpans>): void {
    for (const span of spans) {
      Object.assign(span, { name: withoutQuery(span.name) })
      for (const [key, value] of Object.entries(span.attributes)) {
        if (key === 'url.query') delete span.attributes[key]
        else if (typeof value === 'string') span.attributes[key] = withoutQuery(value)
      }
    }
    super.export(spans, done)
  }
}

/** Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT over HTTP; further OTEL_ variables count as the SDK documents them. Next.js makes spans of its own. */
export function startTracing({ serviceName }: { serviceName: string }): { stop: () => Promise<void> } {
  const sdk = new NodeSDK({
    serviceName,
    traceExporter: new PrivateExporter(),
    metricReaders: [], // Prometheus reads them, and logs go to the output
    logRecordProcessors: [],
    instrumentations: [],
  })
  sdk.start()
  const tracer = api.trace.getTracer('map-the-paths')
  traceWith((name, attributes, work) =>
    tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        return await work()
      } catch (error) {
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' })
        throw error
      } finally {
        span.end()
      }
    }),
  )
  return { stop: () => sdk.shutdown().catch(() => undefined) }
}

function withoutQuery(text: string): string {
  return text.replace(/\?\S*/, '')
}
