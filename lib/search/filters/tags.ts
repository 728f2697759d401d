import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { photoSearch } from '@/db/schema/search'
import { label, labelGroup } from '@/lib/format/label'
import { defineFilter, part, type SearchPart } from '@/lib/search/filter'
import { several, share, text } from '@/lib/search/filter-params'
import { escapeLike, TAG_KINDS, type Term } from '@/lib/search/resolve-terms'

type TagValues = {
  tag: string[]
  source?: (typeof TAG_KINDS)[number] | undefined
  minScore?: number | undefined
  minArea?: number | undefined
}

export const tags = defineFilter('tags', {
  params: {
    tag: several(text, 20).describe('What is to be seen on it; each of them. `*` at the end stands for anything.'),
    source: z
      .enum(TAG_KINDS, 'expected mapillary or mtp')
      .optional()
      .describe('Who says so: Mapillary, or people here.'),
    minScore: share.optional().describe('How sure Mapillary is of the `tag`, at least; 0 to 1.'),
    minArea: share.optional().describe('Share of the picture that the `tag` takes up, at least; 0 to 1.'),
  },
  conditions: (values) => ({
    terms: [...values.tag.map((value) => tagTerms(values, value)), ...anyTagTerms(values)],
    costly: qualityConditions(values),
  }),
  sentence: ({ tag, source, minScore, minArea }) => [
    ...tag.map((value, index) => ({
      text: `${index === 0 ? 'with' : 'and'} ${thing(value)}`,
      params: ['tag'],
      value,
    })),
    ...sourceParts({ tag, source }),
    ...part(minScore, (score) => `found with a certainty of ${percent(score)} or more`, 'minScore'),
    ...part(minArea, (area) => `filling ${percent(area)} of the picture or more`, 'minArea'),
  ],
  facets: { tag: { kinds: TAG_KINDS, without: null } },
})

function tagTerms({ source }: TagValues, value: string): Term[] {
  const kinds = source === undefined ? TAG_KINDS : [source]
  return kinds.map((kind) =>
    value.endsWith('*') ? { kind, pattern: `${escapeLike(value.slice(0, -1))}%` } : { kind, value },
  )
}

/** What is searched for without naming a tag: that there is one at all. */
function anyTagTerms({ tag, source, minScore, minArea }: TagValues): Term[][] {
  const needsTag = source !== undefined || minScore !== undefined || minArea !== undefined
  if (tag.length > 0 || !needsTag) return []
  const kinds = source === undefined ? TAG_KINDS : [source]
  return [kinds.map((value) => ({ kind: 'tagged', value }))]
}

/**
 * One and the same region must have the tag, the score and the area; tags of people have no score. A subquery for each row: a join would
 * read all regions of a common tag.
 */
function qualityConditions({ tag, source, minScore, minArea }: TagValues): SQL[] {
  if (minScore === undefined && minArea === undefined) return []
  const large = minArea === undefined ? sql`true` : sql`area >= ${minArea}::float8`
  const sure = minScore === undefined ? sql`true` : sql`score >= ${minScore}::float8`
  return (tag.length === 0 ? ['*'] : tag).map((value) => {
    const detected = sql`(select true from detections where photo_id = ${photoSearch.photoId} and ${isNamed(sql`value`, value)} and ${large} and ${sure} limit 1)`
    const tagged = sql`(select true from tags where photo_id = ${photoSearch.photoId} and ${isNamed(sql`type`, value)} and ${large} and removed_at is null limit 1)`
    if (minScore !== undefined) return source === 'mtp' ? sql`false` : detected
    if (source !== undefined) return source === 'mtp' ? tagged : detected
    return sql`coalesce(${detected}, ${tagged})`
  })
}

/** Whether a column holds what was searched for; `*` at the end stands for anything. */
export function isNamed(column: SQL, value: string): SQL {
  return value.endsWith('*') ? sql`${column} like ${`${escapeLike(value.slice(0, -1))}%`}` : sql`${column} = ${value}`
}

const SOURCES = {
  mapillary: { anyTag: 'with tags of Mapillary', ofTag: '(found by Mapillary)' },
  mtp: { anyTag: 'with tags of our users', ofTag: '(tagged by our users)' },
}

function sourceParts({ tag, source }: TagValues): SearchPart[] {
  return part(source, (name) => SOURCES[name][tag.length === 0 ? 'anyTag' : 'ofTag'], 'source')
}

function thing(value: string): string {
  if (value === '*') return 'any tag'
  if (/^[^-]+(--)?\*$/.test(value)) return labelGroup(value.slice(0, -1)).toLowerCase()
  const isBranch = value.endsWith('*')
  const name = label(isBranch ? value.slice(0, -1) : value).toLowerCase()
  if (isBranch) return `any ${name}`
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

function percent(value: number): string {
  return `${Number((value * 100).toFixed(2))}%`
}
