import { isolated } from '@/lib/format/isolated'
import { formatPlural } from '@/lib/format/number'
import { describePhoto } from '@/lib/photos/describe-photo'
import type { ViewpointPlace } from './find-viewpoints'

/** How many find it worth the trip, and how many do not. */
function describeVotes({ peopleFor, peopleAgainst }: Pick<ViewpointPlace, 'peopleFor' | 'peopleAgainst'>): string {
  const yes = `${formatPlural(peopleFor, 'person finds', 'people find')} this worth the trip`
  return peopleAgainst === 0 ? yes : `${yes}, ${peopleAgainst} ${peopleAgainst === 1 ? 'does' : 'do'} not`
}

/** The viewpoint in plain text, with whose photo it is. */
export function describeViewpoint(viewpoint: ViewpointPlace): string {
  const { properties } = viewpoint.photo
  return `${describeVotes(viewpoint)}. ${describePhoto(properties)}. Image by ${isolated(properties.user.username)} on Mapillary, ${properties.licence}.`
}

/** Its rank in the list, and where it is. */
export function viewpointTitle({ rank, photo }: ViewpointPlace): string {
  return `${rank}. ${isolated(photo.properties.sequence.name)}`
}
