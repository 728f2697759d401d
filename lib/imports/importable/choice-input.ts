import { z } from 'zod'
import { RequestImportInput } from '@/lib/imports/request/request-import'
import { STATE_FILTERS } from './filters'

const { mapillarySequenceKey: key, name } = RequestImportInput.shape
const MOST_RULES = 50
const MOST_SINGLES = 10_000
const degrees = z.number()

export const RulesInput = z
  .array(
    z.object({
      filters: z.object({
        month: z.string().max(7),
        state: z.enum(STATE_FILTERS),
        view: z.tuple([degrees, degrees, degrees, degrees]).nullable(),
      }),
      isChosen: z.boolean(),
    }),
  )
  .max(MOST_RULES, 'These are too many choices one upon the other. Press Clear and choose anew.')

/** A choice as the browser sends it. */
export const ChoiceInput = z
  .object({
    rules: RulesInput,
    singles: z
      .array(z.tuple([key, z.boolean()]))
      .max(MOST_SINGLES, `Choose at most ${MOST_SINGLES} sequences one by one`)
      .transform((pairs) => new Map(pairs)),
    names: z.record(key, name).default({}), // what some of them are to be called
  })
  .refine(
    ({ rules, singles }) => rules.some(({ isChosen }) => isChosen) || [...singles.values()].includes(true),
    'Choose at least one sequence',
  )
