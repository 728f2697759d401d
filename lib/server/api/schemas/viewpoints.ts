import { z } from 'zod'
import { IdText, Licence, LngLatPair, Moment } from './common'
import { named } from './registry'

export const Mark = named('Mark', z.object({ value: z.boolean('expected true or false') }))

export const Viewpoint = named(
  'Viewpoint',
  z.object({
    value: z.boolean().nullable().describe('Your own mark; null: none.'),
    count: z.int().describe('How many people marked it true.'),
  }),
)

const ViewpointPlace = named(
  'ViewpointPlace',
  z.object({
    type: z.literal('Feature'),
    id: IdText,
    geometry: z.object({ type: z.literal('Point'), coordinates: LngLatPair }).nullable(),
    properties: z.object({
      rank: z.int().describe('From 1, over all pages.'),
      score: z.number().describe('0 to 1: the lower end of the Wilson score interval (95 %) of those for and against.'),
      peopleFor: z.int().describe('How many people marked a photo of this place true.'),
      peopleAgainst: z.int().describe('How many marked its photos false, and none of them true.'),
      lastMarkedAt: Moment.describe('The latest true mark.'),
      distance: z.number().optional().describe('Metres from `near`.'),
      compassAngle: z.number().nullable().describe('Degrees clockwise from north.'),
      pano: z.boolean(),
      photo: z
        .object({
          id: IdText,
          key: z.string(),
          capturedAt: Moment.nullable(),
          sequence: z.object({ id: IdText, name: z.string() }),
          user: z.object({ username: z.string() }),
          viewpointCount: z.int(),
          licence: Licence,
          links: z.object({
            self: z.url(),
            page: z.url(),
            images: z.record(z.string(), z.url()),
            mapillary: z.url().nullable(),
            sequence: z.url(),
          }),
        })
        .describe('The best photo of the place.'),
    }),
  }),
)

export const ViewpointPage = named(
  'ViewpointPage',
  z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(ViewpointPlace),
    links: z.object({ next: z.url().nullable(), page: z.url() }),
  }),
)
