import { isolated } from '@/lib/format/isolated'
import { defineFilter, part } from '@/lib/search/filter'
import { text } from '@/lib/search/filter-params'

export const user = defineFilter('user', {
  params: { user: text.optional().describe('Of this user, by name.') },
  conditions: ({ user: username }) => ({ username }),
  sentence: ({ user: username }) => part(username, (name) => `by ${isolated(name)}`, 'user'),
  facets: { user: { kinds: ['user'], without: { user: undefined } } },
})
