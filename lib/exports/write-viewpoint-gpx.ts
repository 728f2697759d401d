import { describeViewpoint, viewpointTitle } from '@/lib/viewpoints/describe-viewpoint'
import type { ViewpointPage } from '@/lib/viewpoints/find-viewpoints'
import { GPX_END, gpxPoint, gpxStart } from './gpx'
import type { ViewpointLinks } from './types'

/** GPX 1.1, a waypoint for each viewpoint that has a position. */
export function writeViewpointGpx({ viewpoints }: ViewpointPage, links: ViewpointLinks): string {
  const waypoints = viewpoints.map((viewpoint) =>
    gpxPoint('wpt', viewpoint.photo, {
      name: viewpointTitle(viewpoint),
      description: describeViewpoint(viewpoint),
      links: [{ href: viewpoint.photo.properties.links.page, text: 'Photo' }],
      symbol: 'Scenic Area',
      type: 'viewpoint',
    }),
  )
  return [
    gpxStart({ name: 'Viewpoints', link: { href: links.page, text: 'Map the Paths' } }),
    ...waypoints,
    GPX_END,
  ].join('')
}
