import { z } from 'zod'

/** What a failure asks us to do. */
export type Meaning =
  | 'pause' // too many calls: nobody in this process calls until the limit is free again
  | 'login' // the token is refused: wait until its user has logged in again
  | 'photo is gone' // about the thing that was asked for, and nothing else
  | 'photo is not yours' // likewise
  | 'ask for less' // the answer would be too large
  | 'unclear' // try again; a photo fails for it only when others come and it never does
  | 'try again' // the service's trouble

/** Who answered: the API of that version, or a server of pictures, which knows neither logins nor the API's codes. */
export type Answerer = 'v3' | 'v4' | 'pictures'

export type Failure = { by: Answerer; status: number; body: unknown }

type Range = readonly [first: number, last: number]
type Row = {
  by: readonly Answerer[]
  status?: readonly Range[]
  code?: readonly Range[]
  subcode?: readonly Range[]
  says?: RegExp // Mapillary's own words
  isTransient?: true
  means: Meaning
  source: string
}

const ALL = ['v3', 'v4', 'pictures'] as const
const API = ['v3', 'v4'] as const
const RATE_LIMITING = 'developers.facebook.com/docs/graph-api/overview/rate-limiting'
const ERROR_HANDLING = 'developers.facebook.com/docs/graph-api/guides/error-handling'
const MARKETING_ERRORS = 'developers.facebook.com/docs/marketing-api/error-reference'
const MEASURED = 'answers of the live service that Project Sidewalk recorded in 2026'
const TOO_MANY = /too many (calls|requests|actions)|\b(request|rate|call)s? limit|throttl|slow ?down/i

/**
 * What every failure means. The first row that fits counts, so that codes come before statuses: v4's statuses mislead (a missing token
 * answers 500, an unknown photo 400, a limit 400).
 */
const MEANINGS: readonly Row[] = [
  {
    by: ['v4'],
    subcode: [one(2446079), one(1487742), one(1996), one(1487225)],
    means: 'pause',
    source: MARKETING_ERRORS,
  },
  { by: ['v4'], subcode: [one(1504022), one(1504039)], means: 'pause', source: MARKETING_ERRORS },
  { by: ['v4'], code: [one(4), one(17), one(32), one(613)], means: 'pause', source: RATE_LIMITING },
  { by: ['v4'], code: [[80000, 80014]], means: 'pause', source: RATE_LIMITING },
  { by: ['v4'], code: [one(341), one(368)], means: 'pause', source: ERROR_HANDLING },
  { by: ['v4'], code: [one(9)], means: 'pause', source: 'API_EC_RATE in the list of codes of the REST API' },
  { by: ['v4'], code: [one(190), one(102)], means: 'login', source: `${ERROR_HANDLING}; ${MEASURED}` },
  { by: ['v4'], code: [one(463), one(467), one(2500)], means: 'login', source: ERROR_HANDLING },
  { by: ['v4'], subcode: [[458, 460], [463, 464], one(467), one(492)], means: 'login', source: ERROR_HANDLING },
  { by: ['v4'], code: [one(100)], subcode: [one(33)], means: 'photo is gone', source: MEASURED },
  { by: ['v4'], code: [one(803)], means: 'photo is gone', source: ERROR_HANDLING },
  { by: ALL, says: TOO_MANY, means: 'pause', source: 'application_request_limit_reached.json of the JOSM plugin' },
  { by: ['v4'], code: [one(1)], says: /reduce the amount/i, means: 'ask for less', source: MEASURED },
  { by: ['v4'], isTransient: true, means: 'try again', source: ERROR_HANDLING },
  { by: ['v4'], code: [one(1)], means: 'ask for less', source: ERROR_HANDLING },
  { by: ['v4'], code: [one(2)], means: 'try again', source: `${ERROR_HANDLING}; ${MEASURED}` },
  { by: ['v4'], code: [one(100)], means: 'unclear', source: 'mapillary-python-sdk#35: a field that is not there' },
  { by: ALL, status: [one(420), one(429)], means: 'pause', source: 'RFC 6585; ProjectSidewalk/SidewalkWebpage#4180' },
  { by: API, status: [one(401)], means: 'login', source: 'mapillary_issues#2655' },
  { by: ['v3'], status: [one(200)], says: /unauthori[sz]ed/i, means: 'login', source: 'mapillary_issues#2655' },
  { by: ['v3'], status: [one(200), one(404)], says: /not found/i, means: 'photo is gone', source: 'the style of v2' },
  { by: ['v3'], status: [one(404)], says: /./, means: 'photo is gone', source: 'the style of v2' },
  { by: ['v3'], status: [one(403)], says: /./, means: 'photo is not yours', source: 'Trek View guides' },
  { by: ['v3'], status: [one(200)], says: /./, means: 'unclear', source: '__check_response of mtp-web' },
  { by: ['pictures'], status: [one(401), one(403)], means: 'photo is not yours', source: 'an ended signature' },
  { by: ['pictures'], status: [one(404), one(410)], means: 'photo is gone', source: 'RFC 9110' },
  { by: ALL, status: [one(408), one(425)], means: 'try again', source: 'RFC 9110, RFC 8470' },
  { by: ALL, status: [[400, 499]], means: 'unclear', source: 'AmericanRedCross#60: a 400 now and then, unexplained' },
]

/** What a failure means; `said` is Mapillary's own message. What no row knows is tried again. */
export function meaningOf({ by, status, body }: Failure, said: string | null): Meaning {
  const error = graphErrorIn(body)
  const row = MEANINGS.find(
    (one) =>
      one.by.includes(by) &&
      fits(one.status, status) &&
      fits(one.code, error?.code) &&
      fits(one.subcode, error?.error_subcode) &&
      (!one.says || one.says.test(said ?? '')) &&
      (!one.isTransient || error?.is_transient === true),
  )
  return row?.means ?? 'try again'
}

/** `{error: {code, …}}` of the Graph API, whatever its status. */
export function graphErrorIn(body: unknown): z.infer<typeof GraphError> | null {
  return WireFailure.safeParse(body).data?.error ?? null
}

const code = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .optional()
  .catch(undefined)
const GraphError = z.object({
  code,
  error_subcode: code,
  is_transient: z.boolean().optional().catch(undefined),
})
const WireFailure = z.object({ error: GraphError })

function one(number: number): Range {
  return [number, number]
}

function fits(ranges: readonly Range[] | undefined, value: number | undefined): boolean {
  return (
    ranges === undefined || (value !== undefined && ranges.some(([first, last]) => first <= value && value <= last))
  )
}
