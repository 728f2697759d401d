import { Braces, Download, type LucideIcon, Rss } from 'lucide-react'
import type { Metadata } from 'next'
import { indexing } from '@/app/indexing'
import { toSearchParams } from '@/app/photos/query'
import { PeriodChoice } from '@/components/period/period-choice'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { ViewpointExplorer } from '@/components/viewpoints/viewpoint-explorer'
import { EXPORT_FORMATS, VIEWPOINT_FORMATS, type ViewpointFormat } from '@/lib/model/export-formats'
import { changed, pathWith } from '@/lib/search/search-url'
import { readParams } from '@/lib/server/read-params'
import { photoSources } from '@/lib/server/runtime'
import { findPublicExtent } from '@/lib/tiles/public-extent'
import { cardViewpoint } from '@/lib/viewpoints/card-viewpoint'
import { findViewpoints } from '@/lib/viewpoints/find-viewpoints'
import { parseViewpointFilter } from '@/lib/viewpoints/viewpoint-filter'

const PAGE_SIZE = '24'

type Props = PageProps<'/viewpoints'>

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const params = toSearchParams(await searchParams)
  const types = VIEWPOINT_FORMATS.map((format) => [EXPORT_FORMATS[format].mediaType, exportPath(params, format)])
  const { alternates, ...indexed } = indexing('/viewpoints', params)
  return {
    ...indexed,
    title: 'Viewpoints',
    description: 'The places that most people find worth the trip.',
    alternates: { ...alternates, types: Object.fromEntries(types) },
  }
}

export default async function ViewpointsPage({ searchParams }: Props) {
  const params = toSearchParams(await searchParams)
  const sources = photoSources()
  const filter = readParams(() =>
    parseViewpointFilter(changed(params, { limit: PAGE_SIZE, cursor: params.get('cursor') })),
  )
  const [page, extent] = await Promise.all([
    'problem' in filter ? null : findViewpoints(sources, filter),
    findPublicExtent(sources.db),
  ])
  const place = changed(params, { limit: null, format: null })
  return (
    <Page
      title="Viewpoints"
      width="wide"
      intro="The places that people marked as worth the trip, the surest first. Nobody can mark their own photos."
      actions={<ExportLinks params={params} />}
    >
      <div className="mb-6">
        <PeriodChoice
          period={'problem' in filter ? undefined : filter.period}
          now={new Date()}
          href={(period) => pathWith('/viewpoints', changed(params, { period: period ?? null }))}
        />
      </div>
      {'problem' in filter ? (
        <Notice tone="warning" title="This list makes no sense to us">
          <p className="whitespace-pre-line">{filter.problem}</p>
        </Notice>
      ) : (
        page && (
          <ViewpointExplorer viewpoints={page.viewpoints.map(cardViewpoint)} query={place.toString()} extent={extent} />
        )
      )}
      {page && (page.nextCursor || params.has('cursor')) && (
        <nav aria-label="Pages" className="mt-10 flex justify-center gap-2">
          {params.has('cursor') && <LinkButton href={pathWith('/viewpoints', place)}>The first ones</LinkButton>}
          {page.nextCursor && (
            <LinkButton href={pathWith('/viewpoints', changed(params, { cursor: page.nextCursor }))}>
              More viewpoints
            </LinkButton>
          )}
        </nav>
      )}
    </Page>
  )
}

const FORMAT_ICONS: Record<ViewpointFormat, LucideIcon> = { geojson: Braces, gpx: Download, atom: Rss }

/** This very list for other programs. */
function ExportLinks({ params }: { params: URLSearchParams }) {
  return VIEWPOINT_FORMATS.map((format) => {
    const Icon = FORMAT_ICONS[format]
    return (
      <LinkButton key={format} size="small" look="quiet" prefetch={false} href={exportPath(params, format)}>
        <Icon aria-hidden /> {EXPORT_FORMATS[format].label}
      </LinkButton>
    )
  })
}

function exportPath(params: URLSearchParams, format: ViewpointFormat): string {
  return pathWith('/api/v1/viewpoints', changed(params, { format }))
}
