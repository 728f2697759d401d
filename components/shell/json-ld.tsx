import { inScript } from '@/lib/format/escape-markup'

/** Structured data (https://json-ld.org) for search engines. It is data, so the Content-Security-Policy for scripts does not concern it. */
export function JsonLd({ data }: { data: object }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a script takes no other content, and `inScript` leaves none that could end it
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(JSON.stringify(data)) }} />
}
