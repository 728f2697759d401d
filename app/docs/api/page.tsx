import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Basics } from '@/components/docs/basics'
import { ReferenceNavigation } from '@/components/docs/reference-navigation'
import { RichText } from '@/components/docs/rich-text'
import { RouteCard } from '@/components/docs/route-card'
import { SchemaMembers } from '@/components/docs/schema-members'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { env } from '@/lib/config/env'
import { apiReference } from '@/lib/server/api/reference'

export const metadata: Metadata = {
  title: 'API',
  description: 'How programs read photos, sequences and viewpoints, and change what is yours.',
}

export default async function ApiReferencePage() {
  await connection() // the site's address and limits are known when the server runs, not when it is built
  const { NEXTAUTH_URL, MTP_RATE_LIMIT_READ: read, MTP_RATE_LIMIT_WRITE: write } = env()
  const { origin } = new URL(NEXTAUTH_URL)
  const reference = apiReference(origin)
  return (
    <Page
      title="API"
      intro="How programs read photos, sequences and viewpoints, and change what is yours."
      width="wide"
    >
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[14rem_minmax(0,56rem)] lg:gap-12">
        <ReferenceNavigation reference={reference} />
        <div className="grid grid-cols-1 gap-12">
          <Basics origin={origin} limits={{ read, write }} />
          {reference.groups.map(({ name, routes }) => (
            <section key={name} id={name.toLowerCase()} className="grid grid-cols-1 gap-4">
              <h2 className="font-[650] text-xl">{name}</h2>
              {routes.map((route) => (
                <RouteCard key={route.id} route={route} />
              ))}
            </section>
          ))}
          <section id="shapes" className="grid grid-cols-1 gap-4">
            <h2 className="font-[650] text-xl">Shapes</h2>
            {reference.schemas.map(({ name, schema }) => (
              <Card key={name} id={`schema-${name}`} className="grid scroll-mt-20 grid-cols-1 gap-3 p-5 sm:p-6">
                <h3 className="font-semibold">{name}</h3>
                {typeof schema.description === 'string' && (
                  <p className="text-ink-muted text-sm">
                    <RichText text={schema.description} />
                  </p>
                )}
                <SchemaMembers schema={schema} />
              </Card>
            ))}
          </section>
        </div>
      </div>
    </Page>
  )
}
