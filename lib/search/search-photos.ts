import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { describeQueryProblem } from '@/lib/format/query-problem'
import type { Units } from '@/lib/format/units'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { type CountedPhotos, countFacets } from './count-facets'
import { describeSearch } from './describe-search'
import type { SearchPart } from './filter'
import { findPhotos, type PhotoPage } from './find-photos'
import { type PhotoFilter, parsePhotoFilter } from './photo-filter'
import { withoutPart } from './search-url'

const MAX_TRIED = 8 // parts of a search that found nothing
const NO_SENSE = 'This search makes no sense to us'

/** One page of a search, with the sentence that tells what was searched for. */
export type PhotoSearch = PhotoPage & {
  /** null: they cannot be counted now, the photos are there all the same. */
  counted: CountedPhotos | null
  parts: SearchPart[]
  /** Where nothing was found: each part without which something would be. */
  blockingFilters: SearchPart[]
}

/** Why a search has no result, in words; `parts` are empty where the search itself cannot be understood. */
export type SearchProblem = {
  title: string
  problem: string
  /** Parameters without which it would be understood. */
  refused: string[]
  needsLogin: boolean
  parts: SearchPart[]
}

/** What a page shows of a search: its result, or why there is none. */
export async function searchPhotos(
  sources: PhotoSources,
  { params, viewer, limit, units }: { params: URLSearchParams; viewer: Viewer; limit: number; units?: Units },
): Promise<PhotoSearch | SearchProblem> {
  let parts: SearchPart[] = []
  try {
    const filter = { ...parsePhotoFilter(params), limit }
    parts = describeSearch(filter, units)
    const [page, counted] = await Promise.all([
      findPhotos(sources, { filter, viewer }),
      countFacets(sources.db, { filter, viewer }).catch(nullWhileUnavailable),
    ])
    const isEmpty = page.features.length === 0 && filter.cursor === undefined
    return {
      ...page,
      counted,
      parts,
      blockingFilters: isEmpty ? await findBlockingFilters(sources, { params, parts, viewer }) : [],
    }
  } catch (error) {
    return { ...problemOf(error), parts }
  }
}

async function findBlockingFilters(
  sources: PhotoSources,
  { params, parts, viewer }: { params: URLSearchParams; parts: SearchPart[]; viewer: Viewer },
): Promise<SearchPart[]> {
  const removable = parts.filter((part) => part.params.length > 0 && part.params[0] !== 'sort').slice(0, MAX_TRIED)
  const tried = await Promise.all(
    removable.map(async (part) => {
      const filter: PhotoFilter = { ...parsePhotoFilter(withoutPart(params, part)), limit: 1 }
      const { features } = await findPhotos(sources, { filter, viewer })
      return features.length > 0 ? [part] : []
    }),
  )
  return tried.flat()
}

function nullWhileUnavailable(error: unknown): null {
  if (error instanceof AppError && error.code === 'UNAVAILABLE') return null
  throw error
}

function problemOf(error: unknown): Omit<SearchProblem, 'parts'> {
  if (error instanceof z.ZodError) {
    const refused = [...new Set(error.issues.map(({ path }) => String(path[0])))]
    return { title: NO_SENSE, problem: describeQueryProblem(error), refused, needsLogin: false }
  }
  if (error instanceof AppError) {
    if (error.code === 'INVALID_INPUT') {
      return { title: NO_SENSE, problem: describeQueryProblem(error), refused: [], needsLogin: false }
    }
    const needsLogin = error.code === 'UNAUTHENTICATED'
    return { title: 'This search has no answer now', problem: error.message, refused: [], needsLogin }
  }
  throw error
}
