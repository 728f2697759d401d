import { z } from 'zod'
import { named } from './registry'

export const OpenApi = named(
  'OpenApi',
  z
    .looseObject({
      openapi: z.literal('3.1.1'),
      info: z.looseObject({ title: z.string(), version: z.string() }),
      paths: z.record(z.string(), z.unknown()),
    })
    .describe('https://spec.openapis.org/oas/v3.1.1'),
)
