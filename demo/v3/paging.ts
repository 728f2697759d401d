import type { Answer } from './answer'
import type { Query } from './query'

const MAX_PER_PAGE = 1000

/** One page of the features as a FeatureCollection, with the Link header that leads to the others. */
export function collection<T>(url: URL, query: Query, all: readonly T[], toFeature: (item: T) => unknown): Answer {
  const { items, headers } = page(url, query, all)
  return { status: 200, body: { type: 'FeatureCollection', features: items.map(toFeature) }, headers }
}

/** As collection, but a bare array: only /users answers so. */
export function plainList<T>(url: URL, query: Query, all: readonly T[], toItem: (item: T) => unknown): Answer {
  const { items, headers } = page(url, query, all)
  return { status: 200, body: items.map(toItem), headers }
}

function page<T>(url: URL, query: Query, all: readonly T[]) {
  const perPage = Math.min(query.per_page, MAX_PER_PAGE)
  const number = Math.max(query.page, 1) // iD counted from 0, others from 1
  const linkTo = (target: number, rel: string) => {
    const link = new URL(url)
    link.searchParams.set('page', String(target))
    link.searchParams.set('per_page', String(perPage))
    return `<${link}>; rel="${rel}"`
  }
  const links = [linkTo(1, 'first')]
  if (number > 1) links.push(linkTo(number - 1, 'prev'))
  if (number * perPage < all.length) links.push(linkTo(number + 1, 'next'))
  return { items: all.slice((number - 1) * perPage, number * perPage), headers: { Link: links.join(', ') } }
}
