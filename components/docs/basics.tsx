import Link from 'next/link'
import { Card } from '@/components/ui/card'

/** What holds for every route. */
export function Basics({ origin, limits }: { origin: string; limits: { read: number; write: number } }) {
  return (
    <Card className="grid grid-cols-1 gap-6 p-5 sm:p-6">
      <pre className="overflow-x-auto rounded-control bg-sunken px-4 py-3 text-sm leading-relaxed">
        <code>{`curl '${origin}/api/v1/photos?limit=2'

curl -H 'Authorization: Bearer mtp_…' \\
     -H 'Content-Type: application/json' \\
     -X PUT -d '{"value": true}' \\
     '${origin}/api/v1/photos/1/viewpoint'`}</code>
      </pre>
      <dl className="grid gap-5 text-sm md:grid-cols-2">
        <Basic title="Who you are">
          Everybody may read what is public. For more, make a token in the{' '}
          <Link href="/settings" className="text-link">
            settings
          </Link>{' '}
          and send it as <code>Authorization: Bearer</code>. Each token has scopes; a route names the one that it needs.
        </Basic>
        <Basic title="Pages">
          Lists have <code>links.next</code>, also in the header <code>Link</code>. Follow it as it is: its cursor
          belongs to the same filters, and stays right while photos are added.
        </Basic>
        <Basic title="Errors">
          <code>application/problem+json</code> with <code>title</code>, <code>status</code> and <code>detail</code>.
          What you may not see does not exist: 404.
        </Basic>
        <Basic title="Caches and other sites">
          Public answers have an <code>ETag</code>: send it back as <code>If-None-Match</code>. Pages of any site may
          read them.
        </Basic>
        <Basic title="Limits">
          {limits.read > 0 ? `${limits.read} reads` : 'Any number of reads'} and{' '}
          {limits.write > 0 ? `${limits.write} changes` : 'any number of changes'} a minute for each token, person or
          address. The headers <code>RateLimit</code> and <code>Retry-After</code> say how many are left, and when to
          come back.
        </Basic>
        <Basic title="For machines">
          <a href="/api/v1/openapi.json" className="text-link">
            openapi.json
          </a>{' '}
          holds all of this as OpenAPI 3.1, made from what the server checks requests by.
        </Basic>
      </dl>
    </Card>
  )
}

function Basic({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <dt className="font-semibold">{title}</dt>
      <dd className="text-ink-muted">{children}</dd>
    </div>
  )
}
