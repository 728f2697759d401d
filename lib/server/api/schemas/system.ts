import { z } from 'zod'
import { named } from './registry'

const Part = z.enum(['ok', 'failed'])

export const Health = named('Health', z.object({ status: z.literal('ok') }))
export const Readiness = named(
  'Readiness',
  z.object({ status: z.enum(['ready', 'not ready']), database: Part, backup: Part, runner: Part }),
)
