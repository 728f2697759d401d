import type { JsonSchema } from '@/lib/server/api/parameters'
import { typeParts } from './schema-type'

/** A type in words; named schemas lead to their description. */
export function TypeName({ schema }: { schema: JsonSchema }) {
  return (
    <span className="text-ink-faint text-xs">
      {typeParts(schema).map(({ text, schema: name }, at) =>
        name ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a type and its parts never change
          <a key={at} href={`#schema-${name}`} className="text-link">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </span>
  )
}
